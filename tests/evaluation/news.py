"""Invented news as an export holds it, and rows about it as `training/material` has them."""

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from qa_service.domain.article import Article
from qa_service.evaluation.datasets import is_aside, read_export

Row = dict[str, Any]

LEARNED, ASIDE = "2", "1"  # ids of articles in the two parts
HARBOUR = "Le port de Brivac rouvrira le 4 mars."
COST = "Les travaux ont coûté douze millions d'euros."
TRAM = "Le tram de Valmer compte 34 stations."
EXPORT: Sequence[Row] = (
    {
        "id": LEARNED,
        "title": "Le port de Brivac rouvre",
        "heading": HARBOUR,
        "article": f"{COST} « Nous sommes prêts », a assuré la maire, Paule Renard.",
        "date": "2020-03-01",
    },
    {"id": ASIDE, "title": "Le tram de Valmer", "heading": "", "article": TRAM},
)


def export(folder: Path) -> Path:
    """The export as a file."""
    file = folder / "export.jsonl.gz"
    with gzip.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in EXPORT)
    return file


def articles(folder: Path) -> dict[str, Article]:
    return read_export(export(folder))


def rows(folder: Path, *given: Mapping[str, Any]) -> Path:
    """A file of material."""
    file = folder / "material.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in given), encoding="utf-8")
    return file


def place(words: str, article: str = LEARNED) -> list[int]:
    """Where words stand in an article's text."""
    row = next(row for row in EXPORT if row["id"] == article)
    text = "\n\n".join(part for part in (row["heading"], row["article"]) if part)
    start = text.index(words)
    return [start, start + len(words)]


OPENING: Row = {
    "article": LEARNED,
    "question": "Quand le port de Brivac rouvrira-t-il ?",
    "language": "fr",
    "type": "when",
    "sentences": [place(HARBOUR)],
    "answer": place("le 4 mars"),
}
NEAR_MISS: Row = {
    "article": LEARNED,
    "question": "qui a financé le port de Brivac",
    "language": "fr",
    "type": "who",
    "near_miss": "missing",
}
STATIONS: Row = {
    "article": ASIDE,
    "question": "Combien de stations le tram de Valmer compte-t-il ?",
    "language": "fr",
    "type": "how_many",
    "sentences": [place(TRAM, ASIDE)],
    "answer": place("34", ASIDE),
}
STATEMENT: Row = {
    "article": LEARNED,
    "statement": "Les travaux ont coûté douze millions d'euros.",
    "language": "fr",
    "sentences": [place(COST)],
    "supported": True,
    "kind": "paraphrase",
}
SAID: Row = {
    "article": LEARNED,
    "kind": "direct",
    "said": place("Nous sommes prêts"),
    "mention": place("Paule Renard"),
    "speaker": "Paule Renard",
}
DIALOGUE: Row = {
    "article": LEARNED,
    "language": "fr",
    "turns": [
        {"question": OPENING["question"], "sentences": [place(HARBOUR)], "answer": [0, 7]},
        {
            "question": "Et combien a-t-il coûté ?",
            "sentences": [place(COST)],
            "answer": place("douze millions d'euros"),
            "full": "Combien ont coûté les travaux du port de Brivac ?",
            "kind": "pronoun",
        },
    ],
}

assert (is_aside(LEARNED), is_aside(ASIDE)) == (False, True)
