"""The forms in which answers are kept: each is read for ever, whatever the domain is by then."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import qa_service
from qa_service.domain.about import About
from qa_service.domain.answer import (
    Answer,
    Assurance,
    Citation,
    Held,
    Interpretation,
    NamedPeriod,
    Status,
)
from qa_service.domain.article import Carrier, Provenance, Span
from qa_service.domain.broad import BroadKind, BroadQuestion
from qa_service.domain.checked import Fault, Verdict
from qa_service.domain.period import Period
from qa_service.domain.scope import Scope
from qa_service.domain.speech import StatementQuestion
from qa_service.domain.written import Fallback, Unverified
from qa_service.store.kept_answers import VERSION, read, written
from tests.store.old_stores import STORES

DAY = date(2022, 5, 2)
CARRIER = Carrier(
    "a2", "Le port rouvre", "La Dépêche", DAY, Provenance.PRINTED, "https://example.org/2"
)
CITED = Citation(
    1, "a1", "Le port", "La Gazette", "Léa Roy", DAY, Provenance.INFERRED, None,
    "La ville a payé 12 millions.", 10, 38, 26, 37, "le maire", (CARRIER,), True,
)  # fmt: skip
NEAR = Citation(2, "a3", "Le quai", None, None, None, None, None, "Rien.", 0, 5)
YEAR = NamedPeriod("en 2022", Period(date(2022, 1, 1), date(2022, 12, 31)))
MAY = NamedPeriod("en mai", Period(date(2022, 5, 1), date(2022, 5, 31)), False)
# Every field of every part has a value that is not its default.
WHOLE = Answer(
    question="Et le maire ?",
    status=Status.ANSWERED,
    answer="La Gazette : La ville a payé 12 millions. [1]",
    reason="Rien de plus.",
    citations=(CITED,),
    confidence=0.9123,
    writer="ollama:mistral",
    language="fr",
    interpretation=Interpretation(
        "Qu'a payé le maire en 2022 ?",
        "fr",
        YEAR.period,
        Scope(
            Period(date(2022, 1, 1)),
            date(2023, 1, 1),
            True,
            ("La Gazette",),
            ("fr",),
            ("a1", "a3"),
            ("en mai",),
        ),
        (YEAR, MAY),
        StatementQuestion("le maire", "", True),
        "Une période est ignorée.",
        BroadQuestion(BroadKind.VOICES, "le port", True),
        About.COUNT,
        "Et le maire ?",
        (YEAR,),
        "rules",
    ),
    closest=(NEAR,),
    articles=(CARRIER,),
    examples=("Qui a payé ?",),
    choices=("Qui paie ?", "Qui a payé ?"),
    held=Held(3, date(2022, 1, 1), None, (("La Gazette", 2),), 2),
    timings_ms={"total": 12.5},
    fallback=Fallback.CUT,
    unverified=(
        Unverified("Le port ferme.", 45, (Fault.NUMBER, Fault.NAME)),
        Unverified(None, 45, (Fault.SUPPORT,)),
    ),
    assurance=Assurance.SURE,
)


def kept(version: int) -> str:
    """WHOLE, as the program of that version kept it."""
    return (STORES / f"kept-answer-{version}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_every_version_is_read_whole(version: int) -> None:
    assert read(version, kept(version)) == WHOLE


def test_what_is_written_is_read() -> None:
    assert read(VERSION, written(WHOLE, "talk")) == WHOLE
    plain = Answer("Qui ?", Status.ABOUT, "Moi.", None, (), 1.0, "statistics", "fr")
    assert read(VERSION, written(plain, "talk")) == plain
    small = replace(plain, interpretation=Interpretation("Qui ?", "fr"), held=Held(0, None, None))
    assert read(VERSION, written(small, "talk")) == small


@pytest.mark.parametrize("version", range(1, VERSION + 1))
@pytest.mark.parametrize(
    ("status", "confidence", "assurance"),
    [
        ("answered", 0.8, Assurance.SURE),
        ("answered", 0.5, Assurance.LIKELY),
        ("answered", 0.39, Assurance.CLOSEST),
        ("refused", 0.9, None),
    ],
)
def test_an_answer_kept_before_there_was_an_assurance_has_one(
    version: int, status: str, confidence: float, assurance: Assurance | None
) -> None:
    form = {**json.loads(kept(version)), "status": status, "confidence": confidence}
    assert "assurance" not in form
    assert read(version, json.dumps(form)).assurance is assurance


def test_what_an_answer_was_called_stays() -> None:
    """Whatever bounds were fitted when it was given."""
    called = replace(WHOLE, assurance=Assurance.CLOSEST)
    assert read(VERSION, written(called, "talk")).assurance is Assurance.CLOSEST


def test_unsure_sentences_stay_where_they_stand() -> None:
    doubted = replace(WHOLE, to_check=(Span(0, 13), Span(13, 45)))
    verdicts = [one.verdict for one in doubted.checks]
    assert verdicts == ["unsure", "unsure", "unsupported", "unsupported"]
    assert read(VERSION, written(doubted, "talk")) == doubted


def test_the_page_of_a_quote_is_kept_and_answers_of_before_have_none() -> None:
    cited = replace(CITED, page=6, page_label="iv")
    paged = replace(WHOLE, citations=(cited,))
    assert read(VERSION, written(paged, "talk")) == paged
    assert "page" not in json.loads(kept(VERSION))["citations"][0]


def test_the_newest_form_has_not_changed_under_its_number() -> None:
    """Where this fails, raise VERSION and freeze the reader of the form before."""
    now = json.loads(written(replace(WHOLE, id="b1"), "talk"))
    missing = list(lacking(json.loads(kept(VERSION)), now))
    assert missing == []


def lacking(before: Any, now: Any, path: str = "answer") -> Any:  # noqa: ANN401
    """Where what is written now lacks something, or has another value; more is no harm."""
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for name, value in before.items():
            yield from lacking(value, now.get(name, "nothing"), f"{path}.{name}")
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, pair in enumerate(zip(before, now, strict=True)):
            yield from lacking(*pair, f"{path}[{number}]")
    elif before != now:
        yield path


@pytest.mark.parametrize("version", range(1, VERSION + 1))
def test_what_a_form_has_besides_is_passed_over_and_what_it_lacks_has_a_default(
    version: int,
) -> None:
    form = json.loads(kept(version))
    for part in (form, form["interpretation"], form["citations"][0], form["held"]):
        part["of a later version"] = {"a": 1}
    assert read(version, json.dumps(form)) == WHOLE
    needed = ("question", "status", "answer", "confidence", "writer", "language")
    found = read(version, json.dumps({name: form[name] for name in needed}))
    assert (found.question, found.citations, found.interpretation) == ("Et le maire ?", (), None)


RENAMED = (
    ("answer", "confidence", "certainty"),
    ("answer", "quote", "verbatim"),
    ("answer", "binding", "in_effect"),
    ("scope", "ignore_dates", "whatever_the_date"),
    ("broad", "spoken", "of_statements"),
)
READ = """
import sys
from qa_service.store.kept_answers import read
for version, path in enumerate(sys.argv[1:], 1):
    answer = read(version, open(path, encoding="utf-8").read())
    understood = answer.interpretation
    print(
        answer.certainty, answer.citations[0].verbatim, understood.in_effect[0].text,
        understood.scope.whatever_the_date, understood.broad.of_statements, sep="|",
    )
"""


def test_renaming_a_field_of_an_answer_breaks_no_kept_answer(tmp_path: Path) -> None:
    """The fields are renamed in a copy of the program, and in the calls that then fail."""
    copy = tmp_path / "qa_service"
    program = Path(qa_service.__file__).parent
    for part in ("domain", "wire", "store/kept_answers"):
        shutil.copytree(program / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("__init__.py", "store/__init__.py"):
        shutil.copy(program / part, copy / part)
    for module, name, other in RENAMED:
        rename(copy / "domain" / f"{module}.py", f"    {name}: ", f"    {other}: ")
        for form in (copy / "store" / "kept_answers").glob("*.py"):
            rename(form, f" {name}=", f" {other}=")
            rename(form, f"({name}=", f"({other}=")
    paths = [str(STORES / f"kept-answer-{version}.json") for version in range(1, VERSION + 1)]
    done = subprocess.run(
        [sys.executable, "-c", READ, *paths],
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    line = "0.9123|La ville a payé 12 millions.|en 2022|True|True"
    assert done.stdout.splitlines() == [line] * VERSION, done.stderr


def rename(path: Path, text: str, other: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(text, other), encoding="utf-8")


def test_the_words_for_values_are_still_known() -> None:
    """Where one goes, the readers have to say what it means by now."""
    for kind, words in (
        (Status, "answered refused about unclear"),
        (Assurance, "sure likely closest"),
        (Provenance, "front_matter record json_ld meta url printed text inferred file_name"),
        (BroadKind, "events timeline voices"),
        (
            About,
            "greeting thanks farewell how_are_you identity abilities sources period count newest "
            "languages outlets authors topics",
        ),
        (Verdict, "supported unsure unsupported"),
        (Fault, "marker quotation number date name speaker negation support markup"),
        (
            Fallback,
            "timeout rate_limited denied unreachable refused cut broken withheld no_answer "
            "nothing_supported",
        ),
    ):
        assert set(words.split()) <= {str(one) for one in kind}


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "{}",
        "[]",
        kept(2)[:-9],
        kept(2).replace('"answered"', '"other"'),
        kept(2).replace('"end": null', '"end": "2001-01-01"'),  # before the period begins
    ],
)
def test_what_is_damaged_is_a_value_error(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read(2, wrong)
    with pytest.raises(ValueError, match="no version 99"):
        read(99, kept(2))
