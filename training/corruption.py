"""Statements made of the news: a sentence cut short, and the same with one thing changed.

After Kryscinski, McCann, Xiong and Socher, "Evaluating the Factual Consistency of Abstractive Text
Summarization" (EMNLP 2020). They teach to compare word by word; what is put in other words is
taught by the statements that were written.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence

from material import Statement

from qa_service.domain.article import Article
from qa_service.ingestion.pipeline import draft_of

EACH = 4  # pairs of an article at most
SHORTEST, LONGEST = 50, 320  # characters of a sentence
# What says who says so stays.
ASIDE = re.compile(
    r", (?!selon|d['’]après|pour |a(?:-t-|vait |vaient )?|ont |dit|expliqu|estim|affirm)"
    r"[^,.;:!?«»\"()]{8,80}(?=,)|\s?\([^()]{3,60}\)"
)
NUMBER = re.compile(r"(?<![\w,.-])\d+(?:[ .,]\d+)*(?![\w-])")
NAME = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)*")
MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
DENIED = re.compile(r"\b(?:ne |n['’])(\w+(?:[ -]\w+)??) (?:pas|plus|jamais) ")
AUXILIARY = re.compile(
    r"(?<=\w) (a|ont|est|sont|était|étaient|sera|seront|avait|avaient) (?=[a-zé])"
)

Change = Callable[[str, Sequence[str], random.Random], str | None]


def corruptions(articles: Sequence[Article], seed: int) -> Iterator[Statement]:
    """Makes pairs that cite the same sentence, one supported by it and one not."""
    chance = random.Random(seed)
    for article in articles:
        sentences = tuple(one.of(article.text) for one in draft_of(article, article.id).sentences)
        usable = [one for one in sentences if SHORTEST <= len(one) <= LONGEST]
        for cited in chance.sample(usable, min(EACH, len(usable))):
            changes = list(CHANGES)
            chance.shuffle(changes)
            kept = shortened(cited, chance)
            wrong = next((new for one in changes if (new := one(kept, sentences, chance))), None)
            if wrong is None or wrong == kept:
                continue
            for text, supported in ((shortened(cited, chance), True), (wrong, False)):
                yield Statement(
                    text, article.title, article.outlet, article.published, (cited,),
                    supported, sentences, article.id,
                )  # fmt: skip


def shortened(text: str, chance: random.Random) -> str:
    """Leaves out what stands between commas or brackets, at times."""
    return ASIDE.sub(lambda found: "" if chance.random() < 0.6 else found[0], text)


def other_number(text: str, sentences: Sequence[str], chance: random.Random) -> str | None:
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return None
    found = chance.choice(numbers)
    others = [one[0] for s in sentences for one in NUMBER.finditer(s) if one[0] not in text]
    value = int(re.sub(r"\D", "", found[0])[:9])
    made = str(max(0, value + chance.choice((-10, -2, -1, 1, 2, 3, 10))))
    return replaced(text, found, chance.choice([*others, made]))


def other_month(text: str, _sentences: Sequence[str], chance: random.Random) -> str | None:
    found = MONTH.search(text)
    return replaced(text, found, chance.choice(MONTHS)) if found else None


def other_name(text: str, sentences: Sequence[str], chance: random.Random) -> str | None:
    names = list(NAME.finditer(text))
    others = [one[0] for s in sentences for one in NAME.finditer(s) if one[0] not in text]
    if not names or not others:
        return None
    return replaced(text, chance.choice(names), chance.choice(others))


def exchanged_names(text: str, _sentences: Sequence[str], chance: random.Random) -> str | None:
    names = list(NAME.finditer(text))
    if len({one[0] for one in names}) < 2:
        return None
    first, second = sorted(chance.sample(names, 2), key=lambda one: one.start())
    between = text[first.end() : second.start()]
    # "A et B" says the same as "B et A"
    if first[0] == second[0] or len(between.split()) < 2:
        return None
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


def other_denial(text: str, _sentences: Sequence[str], _chance: random.Random) -> str | None:
    if found := DENIED.search(text):
        return text[: found.start()] + f"{found[1]} " + text[found.end() :]
    if found := AUXILIARY.search(text):
        verb = found[1]
        denied = f"n'{verb} pas" if verb[0] in "aoeé" else f"ne {verb} pas"
        return text[: found.start()] + f" {denied} " + text[found.end() :]
    return None


def other_end(text: str, sentences: Sequence[str], chance: random.Random) -> str | None:
    """Ends as another sentence of the article does."""
    parts = text.split(", ")
    ends = [s.rsplit(", ", 1)[1] for s in sentences if ", " in s]
    ends = [end for end in ends if 15 < len(end) < 120 and end not in text]
    if len(parts) < 2 or not ends:
        return None
    return ", ".join([*parts[:-1], chance.choice(ends)])


def replaced(text: str, found: re.Match[str], new: str) -> str | None:
    return text[: found.start()] + new + text[found.end() :] if new != found[0] else None


CHANGES: tuple[Change, ...] = (
    other_number, other_month, other_name, exchanged_names, other_denial, other_end,
)  # fmt: skip
