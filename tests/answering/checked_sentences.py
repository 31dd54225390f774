"""Sentences about our own articles, right and wrong, with the evidence a writer would be given.

Those in the tables are written by hand. Wrong numbers, dates, names and markers, and verbatim
sentences, are made of them and of the articles; the same table gives the same sentences.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_service.answering.context import in_context
from qa_service.domain.answer import MARKER, Evidence
from qa_service.domain.article import Sentence
from qa_service.domain.speech import Speech
from qa_service.ingestion.articles import read_articles
from qa_service.ingestion.pipeline import Draft, draft_of

PROJECT = Path(__file__).resolve().parents[2]
DATA = PROJECT / "tests" / "data"
GIVEN = 6  # pieces of evidence that a sentence could cite
BEYOND = 9  # a marker that nothing was given for
WRONG = "!"  # before the kind of a wrong sentence
NAMES = ("Emmanuel Macron", "Vladimir Poutine", "Aminata Touré", "Karim Belhadj", "Jeanne Orfila")
PLACES = {"Russie": "Chine", "Moscou": "Ankara", "Valmer": "Brest", "Bamako": "Niamey"}
MONTHS = ("janvier", "mars", "mai", "septembre", "décembre")
NUMBER = re.compile(r"(?<![\w,.])\d+(?: \d{3})*(?=(?:,\d+)? (?:[a-zà-ÿ]{4,}|%))")
MONTH = re.compile(
    r"\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b"
)
NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?: [A-ZÀ-Ý][\w-]+)+")


@dataclass(frozen=True)
class Case:
    """A sentence with its markers, and what they could mean."""

    kind: str
    is_right: bool
    sentence: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    kind: str
    is_right: bool
    cited: tuple[Evidence, ...]
    sentence: str


class Library:
    """The articles of folders, cut into sentences; what `SentenceCheck` asks of an archive."""

    def __init__(self, *folders: Path) -> None:
        paths = [path for folder in folders for path in sorted(folder.glob("*.md"))]
        paths = [path for path in paths if path.name != "README.md"]
        articles = [one for path in paths for one in read_articles(path, _fail)]
        self.drafts = [draft_of(article, "") for article in articles]
        self._said = {draft.article.id: draft.speeches for draft in self.drafts}

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        return {article_id: self._said[article_id] for article_id in ids}

    def evidence(self, draft: Draft, sentence: Sentence) -> Evidence:
        return in_context(Evidence(draft.article, sentence, 1.0), draft.speeches)

    def named(self, reference: str) -> Evidence:
        """A letter for the file, a colon, and how the sentence begins."""
        letter, _, beginning = reference.partition(":")
        draft = self.drafts["abcdefghijklm".index(letter)]
        text = draft.article.text
        found = [one for one in draft.sentences if beginning in one.of(text)]
        assert found, reference
        return self.evidence(draft, min(found, key=lambda one: one.of(text).index(beginning)))


def cases(
    folder: Path, table: Path, made: int, unfounded: int, verbatim: int
) -> tuple[Library, list[Case]]:
    """The sentences of a table, `verbatim` and `unfounded` ones, and `made` of each change."""
    library, drawn = Library(folder), random.Random(table.name)
    rows = list(_rows(table, library))
    right = [row for row in rows if row.is_right and row.kind not in ("translated", "merged")]
    for kind, change in CHANGES.items():
        changed = [(row, text) for row in right if (text := change(row.sentence, drawn))]
        for row, text in drawn.sample(changed, min(made, len(changed))):
            rows.append(Row(kind, False, row.cited, text))
    found = [_case(row, library, drawn) for row in rows]
    found += [_verbatim(library, drawn) for _ in range(verbatim)]
    for number in range(unfounded):
        found.append(_unfounded(library, drawn, f" [{BEYOND}]" if number % 2 else ""))
    return library, found


def language_of(case: Case) -> str:
    """The language of the question that a sentence would answer."""
    return "en" if case.kind.startswith("translated") else "fr"


def _rows(table: Path, library: Library) -> Iterator[Row]:
    for line in table.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, references, sentence = line.split("\t")
            cited = tuple(library.named(reference) for reference in references.split("|"))
            yield Row(kind.removeprefix(WRONG), not kind.startswith(WRONG), cited, sentence)


def _case(row: Row, library: Library, drawn: random.Random) -> Case:
    others = _others(library, row.cited, drawn)
    given = [*row.cited, *others]
    drawn.shuffle(given)
    numbers = [given.index(item) + 1 for item in row.cited]
    sentence = row.sentence
    if MARKER.search(sentence):
        sentence = MARKER.sub(lambda found: f"[{numbers[int(found[1]) - 1]}]", sentence)
    else:
        sentence += " " + "".join(f"[{number}]" for number in numbers)
    return Case(row.kind, row.is_right, sentence, tuple(given))


def _others(library: Library, cited: Sequence[Evidence], drawn: random.Random) -> list[Evidence]:
    """Two more sentences of the same article, the rest of others, none of them cited."""
    own = [draft for draft in library.drafts if draft.article.id == cited[0].article.id]
    rest = [draft for draft in library.drafts if draft not in own]
    taken: list[Evidence] = []
    while len(taken) + len(cited) < GIVEN:
        draft = drawn.choice(own if len(taken) < 2 else rest)
        item = library.evidence(draft, drawn.choice(draft.sentences))
        if not any(_overlap(item, other) for other in (*cited, *taken)):
            taken.append(item)
    return taken


def _overlap(one: Evidence, other: Evidence) -> bool:
    a, b = one.sentence, other.sentence
    return one.article.id == other.article.id and a.start < b.end and b.start < a.end


def _verbatim(library: Library, drawn: random.Random) -> Case:
    draft = drawn.choice(library.drafts)
    item = library.evidence(draft, drawn.choice(draft.sentences))
    quote = " ".join(item.quote.split())
    return _case(Row("verbatim", True, (item,), quote), library, drawn)


def _unfounded(library: Library, drawn: random.Random, marker: str) -> Case:
    """A true sentence of an article that was not given, with a marker for nothing or none."""
    draft = drawn.choice(library.drafts)
    item = library.evidence(draft, drawn.choice(draft.sentences))
    rest = [one for one in library.drafts if one is not draft]
    given = [library.evidence(one, drawn.choice(one.sentences)) for one in rest]
    kind = "marker out of range" if marker else "no marker"
    return Case(kind, False, f"{' '.join(item.quote.split())}{marker}", tuple(given[:GIVEN]))


def _other_number(sentence: str, drawn: random.Random) -> str | None:
    found = NUMBER.search(sentence)
    if found is None:
        return None
    value = int(found[0].replace(" ", ""))
    other = f"{value + drawn.choice((1, 2, 10, value)):,}".replace(",", " ")
    return sentence[: found.start()] + other + sentence[found.end() :]


def _other_date(sentence: str, drawn: random.Random) -> str | None:
    month, year = MONTH.search(sentence), re.search(r"\b20[12]\d\b", sentence)
    found = month if month and drawn.random() < 0.5 else year or month
    if found is None:
        return None
    if found is year:
        other = str(int(found[0]) + drawn.choice((-3, -1, 1, 2)))
    else:
        other = drawn.choice([one for one in MONTHS if one != found[0]])
    return sentence[: found.start()] + other + sentence[found.end() :]


def _other_name(sentence: str, drawn: random.Random) -> str | None:
    found = NAME.search(sentence)
    if found:
        return sentence[: found.start()] + drawn.choice(NAMES) + sentence[found.end() :]
    place = next((one for one in PLACES if one in sentence), None)
    return place and sentence.replace(place, PLACES[place])


def blind(name: str) -> tuple[Library, list[Case]]:
    """The set "a" or "b" of somebody who did not know the check, about the articles of both."""
    library = Library(PROJECT / "corpus", DATA / "fixtures_news")
    table = DATA / f"checking_blind_{name}.tsv"
    drawn = random.Random(table.name)
    return library, [_blind_case(row, library, drawn) for row in _rows(table, library)]


def _blind_case(row: Row, library: Library, drawn: random.Random) -> Case:
    if row.kind != "marker missing":
        return _case(row, library, drawn)
    given = [*row.cited, *_others(library, row.cited, drawn)]
    drawn.shuffle(given)
    return Case(row.kind, row.is_right, row.sentence, tuple(given))


def _fail(failure: object) -> None:
    raise AssertionError(failure)


CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "swapped number": _other_number,
    "wrong date": _other_date,
    "wrong name": _other_name,
}


def acceptance() -> tuple[Library, list[Case]]:
    """Half right, half wrong: nothing is tuned on them."""
    return cases(PROJECT / "corpus", DATA / "checking_corpus.tsv", 7, 5, 1)


def tuning() -> tuple[Library, list[Case]]:
    """The same of other articles, to tune on."""
    return cases(DATA / "fixtures_news", DATA / "checking_tuning.tsv", 10, 10, 10)


def held_out() -> tuple[Library, list[Case]]:
    """More about the articles of `acceptance`, written after the tuning and judged once."""
    return cases(PROJECT / "corpus", DATA / "checking_held_out.tsv", 0, 0, 0)
