"""Trains the reading model from the shipped weights, on questions and statements together.

    python training/train_reading.py ../shared/data work/ --haystack STORE      (hours on two cores)

In `work/` lie the mined material and the checkpoint; the same command goes on from there. `STORE`
holds the articles of the news export, as `qa-service evaluate` keeps them. `training/README.md`
says what the material is and how the weights are shipped, `training/MODEL_CARD.md` what came of it.
"""

import argparse
import os
import pickle
import random
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from corruption import corruptions
from judge import judge
from losses import Weights
from material import (
    Asked,
    Group,
    Statement,
    export,
    groups_in,
    groups_of,
    inferences,
    is_judging,
    lines,
    news_questions,
    news_statements,
    squad,
)
from network import Embedder, shipped_reader
from trainer import Plan, Trainer, load_masters, run, say

from qa_service.domain.article import Article
from qa_service.evaluation.datasets import is_aside
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.embedding import load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import SUPPORT_WEIGHTS, WEIGHTS
from qa_service.models.tokenizer import tokenizer_of
from qa_service.settings import read_settings
from qa_service.store.archive import Archive, open_catalogue

# Of each source in one pass; others are drawn in each. All of what is not named.
COUNTS = {"squad2": 2000, "xquad": 1000, "inferences": 500, "made": 4000, "french": 1500}
QUESTIONS = ("news", "french", "squad2", "xquad")
STATEMENTS = ("statements", "inferences", "made")
LANGUAGES = ("en", "es", "de", "ro", "ar", "ru")
PASSAGES = 12

T = TypeVar("T")
Items = Sequence[Group] | Sequence[Statement]


def main(options: argparse.Namespace) -> None:
    plan = Plan(
        options.passes,
        options.rate,
        options.tokens,
        options.seed,
        options.threads,
        options.frozen,
        Weights(*(getattr(options, field.name) for field in fields(Weights))),
    )
    torch.set_num_threads(1)  # of each of ours: the parts of a batch are too small to be shared
    torch.manual_seed(plan.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    file, cache = packaged_weights(), read_settings({}).cache.expanduser()
    if file is None:
        raise SystemExit("The package of the embedding model is not installed: make install")
    folder = prepared_model(file, cache)
    tokenizer = tokenizer_of(folder)
    mined = Mined(options.data, options.work, cache, options.haystack)
    reader = shipped_reader(WEIGHTS if options.of == "questions" else SUPPORT_WEIGHTS).to(device)
    embedder = Embedder(folder, device)

    def judged() -> dict[str, float]:
        return judge(
            reader, embedder, tokenizer, mined.questions("judging"), mined.statements("said")
        )

    if options.start:
        load_masters(reader, torch.load(options.start, map_location=device, weights_only=True))
    trainer = Trainer(reader, embedder, plan)
    if options.judge:
        for path in options.judge:
            load_masters(reader, torch.load(path, map_location=device, weights_only=True))
            say(of=path.name, judged=judged())
        return

    def material(number: int) -> tuple[Sequence[Group], Sequence[Statement]]:
        chance = random.Random(plan.seed + number)
        if options.of == "questions":
            return [g for name in QUESTIONS for g in drawn(name, mined.questions(name), chance)], ()
        return (), [s for name in STATEMENTS for s in drawn(name, mined.statements(name), chance)]

    run(trainer, material, tokenizer, options.work, judged)
    print("Now choose weights by --judge, and write them: training/export.py")


def drawn(name: str, items: Sequence[T], chance: random.Random) -> Sequence[T]:
    count = COUNTS.get(name, len(items))
    return items if count >= len(items) else chance.sample(items, count)


class Mined:
    """The material of every source, made once and kept in a folder."""

    def __init__(self, data: Path, work: Path, cache: Path, haystack: Path | None) -> None:
        self._data, self._work, self._cache, self._haystack = data, work, cache, haystack
        work.mkdir(parents=True, exist_ok=True)

    def questions(self, name: str) -> list[Group]:
        return self._kept(name, self._questions()[name])

    def statements(self, name: str) -> list[Statement]:
        return self._kept(name, self._statements()[name])

    def _kept(self, name: str, make: Callable[[], list[T]]) -> list[T]:
        kept = self._work / f"{name}.pickle"
        if not kept.exists():
            started = time.monotonic()
            items = make()
            kept.with_suffix(".new").write_bytes(pickle.dumps(items))
            os.replace(kept.with_suffix(".new"), kept)
            say(mined=name, items=len(items), seconds=round(time.monotonic() - started))
        found: list[T] = pickle.loads(kept.read_bytes())
        return found

    def _statements(self) -> dict[str, Callable[[], list[Statement]]]:
        def news(judging: bool) -> list[Statement]:
            return news_statements(self._ours("statements"), self._articles(judging))

        return {
            "statements": lambda: news(False),
            "said": lambda: news(True),
            "inferences": lambda: inferences(self._data / "nli-fr", 0),
            "made": lambda: list(corruptions([*self._articles(False).values()], 0)),
        }

    def _questions(self) -> dict[str, Callable[[], list[Group]]]:
        return {
            "news": lambda: self._news(False),
            "judging": lambda: self._news(True),
            "french": self._french,
            "squad2": self._english,
            "xquad": self._across,
        }

    def _ours(self, name: str) -> Path:
        return Path(__file__).parent / "material" / f"{name}.jsonl"

    def _articles(self, judging: bool) -> dict[str, Article]:
        """Those of the export, by its ids, that only judge, or else are learned from."""
        every = export(self._data / "news-fr-dev.jsonl.gz")
        aside = {article.id for key, article in every.items() if is_aside(key)}
        return {
            key: article
            for key, article in every.items()
            if article.id not in aside and is_judging(key) == judging  # some are there twice
        }

    def _news(self, judging: bool) -> list[Group]:
        """Our own questions; those that judge are asked among the articles learned from, too."""
        if self._haystack is None:
            raise SystemExit("Name the store of the export's articles: --haystack")
        asked_of = self._articles(judging)
        asked = news_questions(self._ours("questions"), asked_of)
        among = {**self._articles(False), **asked_of}.values()
        embeddings = load_embeddings(None, self._cache, print)
        catalogue = open_catalogue(self._haystack, embeddings.name)
        with closing(Archive(self._haystack, catalogue, print)) as archive:
            known = {article.id: article for article in among}
            return list(groups_of("news", archive, embeddings, asked, known, PASSAGES))

    def _groups(
        self, name: str, articles: dict[str, Article], asked: Sequence[Asked], passages: int
    ) -> list[Group]:
        embeddings = load_embeddings(None, self._cache, print)
        return groups_in(name, articles, asked, embeddings, passages)

    def _french(self) -> list[Group]:
        """PIAF's questions about taught subjects and AfriQA's, among the passages of both."""
        piaf, asked = squad(self._data / "piaf-dev.json")
        afriqa, more = lines(self._data / "afriqa-fr-train.jsonl")
        taught = {key: article for key, article in piaf.items() if not is_aside(article.title)}
        asked = [one for one in asked if one.article_id in taught]
        return self._groups("french", {**taught, **afriqa}, [*asked, *more], PASSAGES)

    def _english(self) -> list[Group]:
        return self._groups("squad2", *squad(self._data / "squad2-en.json", "en"), 6)

    def _across(self) -> list[Group]:
        """XQuAD's passages in each language, asked in any."""
        chance = random.Random(0)
        read = {name: squad(self._data / "xquad" / f"{name}.json", name) for name in LANGUAGES}
        found = []
        for name, (articles, asked) in read.items():
            mixed = [
                replace(one, question=read[chance.choice(LANGUAGES)][1][number].question)
                for number, one in enumerate(asked)
            ]
            found += [one for one in self._groups(name, articles, mixed, 5) if not one.is_aside]
        return found


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--haystack", type=Path, help="a store of the export's articles")
    parser.add_argument("--judge", type=Path, nargs="+", help="weights to judge instead")
    parser.add_argument("--start", type=Path, help="masters to begin with, not what is shipped")
    parser.add_argument("--of", choices=("questions", "statements"), default="questions")
    parser.add_argument("--frozen", type=int, default=Plan.frozen, help="lowest layers kept")
    parser.add_argument("--passes", type=int, default=Plan.passes)
    parser.add_argument("--rate", type=float, default=Plan.rate)
    parser.add_argument("--tokens", type=int, default=Plan.tokens, help="of a step")
    parser.add_argument("--seed", type=int, default=Plan.seed)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    for field in fields(Weights):
        parser.add_argument(f"--{field.name}", type=float, default=field.default)
    return parser.parse_args()


if __name__ == "__main__":
    main(arguments())
