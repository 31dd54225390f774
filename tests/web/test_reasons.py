"""What readers say of files is said in French too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa_service.ingestion
from qa_service.ingestion.fetching.rounds import KEPT
from qa_service.web.reason_words import FRENCH
from qa_service.web.reasons import reason_in

INGESTION = Path(next(iter(qa_service.ingestion.__path__)))
SAYING = {  # which argument is the reason
    "UnreadableFile": 0,
    "Unread": 1,
    "Failure": 1,
    "FetchError": 0,
    "PageGone": 0,
    "Unavailable": 0,
    "LeftAlone": 0,
}
ADVICE = ("save it as a file, or raise QA_LARGEST_ARTICLE.", "give a smaller feed or sitemap.")
STEPS = (
    "rename it to end in .pdf.",
    "save the article as .txt, .docx or .html, without a password.",
    "save the article's text as .txt, .docx or .html.",
)


def said() -> Iterator[str]:
    """Every reason in the source, with something in the place of what varies."""
    for file in INGESTION.rglob("*.py"):
        tree = ast.parse(file.read_text())
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = SAYING.get(node.func.id, len(node.args))
                for argument in node.args[place : place + 1]:
                    yield from texts(argument)


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    if isinstance(node, ast.JoinedStr):
        text = "".join(
            str(part.value) if isinstance(part, ast.Constant) else "§" for part in node.values
        )
        steps = STEPS if text.endswith("says: §") else ADVICE if text.endswith("MB: §.") else None
        yield from [text] if steps is None else [text[: text.rindex("§")] + step for step in steps]


def test_every_reason_is_translated() -> None:
    reasons = {KEPT, *said()}
    assert len(reasons) > 50
    assert [one for one in reasons if reason_in("fr", one).language != "fr"] == []


@pytest.mark.parametrize("line", FRENCH, ids=[line[0][:30] for line in FRENCH])
def test_a_translation_keeps_what_varies(line: tuple[str, str, str]) -> None:
    english, why, what = line
    assert english.count("{}") == why.count("{}") + what.count("{}")
    marks = [f"v{number}" for number in range(english.count("{}"))]
    found = reason_in("fr", english.replace("{}", "%s") % tuple(marks))
    assert [mark for mark in marks if mark in found.why + found.what] == marks


def test_what_nobody_translated_is_said_in_english() -> None:
    found = reason_in("fr", "It is written in invisible ink: warm it up.")
    assert (found.why, found.what, found.language) == (
        "It is written in invisible ink.", "Warm it up.", "en"
    )  # fmt: skip
