"""Trains the reading model and writes `src/qa_service/models/reading.safetensors`.

    python training/train_reading.py ../shared/data work/      (some hours on two cores)

In `work/` lie the mined material and the checkpoint; the same command goes on from there. Seeds are
fixed. `training/README.md` says what the material is, `training/MODEL_CARD.md` what came of it.
"""

import json
import os
import pickle
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import torch
from batches import batches
from cloze import cloze
from export import export
from judge import judge
from material import Asked, Group, groups_in, lines, squad
from network import Embedder, load_base, reader_of
from trainer import Trainer, epoch_groups, run

from qa_service.domain.article import Article
from qa_service.evaluation.datasets import is_aside
from qa_service.models.e5_weights import packaged_weights
from qa_service.models.embedding import load_embeddings
from qa_service.models.prepared import prepared_model
from qa_service.models.reading import WEIGHTS
from qa_service.models.tokenizer import tokenizer_of
from qa_service.settings import read_settings

SEED = 7
EVERY = 1_000_000
# By stage: the highest learning rate, and the groups of each source by epoch; where a source has
# more, others are drawn in each epoch. The rate falls to nothing at the end of each stage.
STAGES = (
    (
        1e-4,
        (
            {"cloze": 3320, "squad2": 3000, "piaf": EVERY, "afriqa": EVERY},
            {"squad2": 2000, "xquad": 1900, "piaf": EVERY, "afriqa": EVERY},
            {"squad2": 2000, "xquad": 1900, "piaf": EVERY, "afriqa": EVERY},
        ),
    ),
    (
        7e-5,
        (
            {"cloze": 1500, "squad2": 2000, "xquad": 1000, "piaf": EVERY, "afriqa": EVERY},
            {"squad2": 2000, "xquad": 1600, "piaf": EVERY, "afriqa": EVERY},
        ),
    ),
)
LANGUAGES = ("en", "es", "de", "ro", "ar", "ru")
JUDGED = 200  # questions kept aside, after each epoch
CLOZE = 6000  # asked for; about half of the articles give one


def main(data: Path, work: Path) -> None:
    torch.set_num_threads(os.cpu_count() or 1)
    torch.manual_seed(SEED)
    work.mkdir(parents=True, exist_ok=True)
    file, cache = packaged_weights(), read_settings({}).cache.expanduser()
    if file is None:
        sys.exit("The package of the embedding model is not installed: make install")
    folder = prepared_model(file, cache)
    material = mined(data, work, cache)
    judged = random.Random(SEED).sample(list(material.pop("aside")), JUDGED)
    tokenizer = tokenizer_of(folder)
    base = load_base(folder)
    embedder, reader = Embedder(base), reader_of(base)

    def after(epoch: int) -> None:
        figures = judge(reader, embedder, tokenizer, judged)
        print(json.dumps({"epoch": epoch, **figures}), flush=True)

    for stage, (rate, plan) in enumerate(STAGES):
        steps = sum(
            1
            for epoch, counts in enumerate(plan)
            for _ in batches(epoch_groups(material, counts, epoch), tokenizer, epoch)
        )
        trainer = Trainer(reader, embedder, steps, rate)
        run(trainer, plan, material, tokenizer, work / f"stage{stage}.pt", after)
        trainer.finish()
    export(reader, WEIGHTS, base.config.layer_norm_eps)
    print(f"Wrote {WEIGHTS}. Now fit the weights of ranking and refusal: training/fit_weights.py")


def mined(data: Path, work: Path, cache: Path) -> dict[str, Sequence[Group]]:
    """The groups of every source, made once and kept in `work`."""
    found: dict[str, Sequence[Group]] = {}
    for name, make in sources(data, cache).items():
        kept = work / f"{name}.pickle"
        if not kept.exists():
            started = time.monotonic()
            groups = make()
            kept.write_bytes(pickle.dumps(groups))
            print(f"{name}: {len(groups)} groups in {time.monotonic() - started:.0f} s", flush=True)
        found[name] = pickle.loads(kept.read_bytes())
    return found


def sources(data: Path, cache: Path) -> dict[str, Callable[[], list[Group]]]:
    """How each source is made: French questions among all taught French passages, and so on."""
    piaf, piaf_asked = squad(data / "piaf-dev.json")
    afriqa, afriqa_asked = lines(data / "afriqa-fr-train.jsonl")
    taught = {key: article for key, article in piaf.items() if not is_aside(article.title)}
    aside = [one for one in piaf_asked if one.article_id not in taught]
    french = {**taught, **afriqa}

    def groups(
        name: str, articles: dict[str, Article], asked: Sequence[Asked], passages: int = 12
    ) -> list[Group]:
        return groups_in(name, articles, asked, load_embeddings(None, cache, print), passages)

    def across() -> list[Group]:
        found = []
        chance = random.Random(SEED)
        questions = {name: squad(data / "xquad" / f"{name}.json", name)[1] for name in LANGUAGES}
        for name in LANGUAGES:
            articles, asked = squad(data / "xquad" / f"{name}.json", name)
            mixed = [
                replace(one, question=questions[chance.choice(LANGUAGES)][number].question)
                for number, one in enumerate(asked)
            ]
            found += [one for one in groups("xquad", articles, mixed, 5) if not one.is_aside]
        return found

    def english() -> list[Group]:
        return groups("squad2", *squad(data / "squad2-en.json", "en"), 6)

    return {
        "aside": lambda: groups("aside", piaf, aside),
        "piaf": lambda: groups(
            "piaf", french, [one for one in piaf_asked if one.article_id in taught]
        ),
        "afriqa": lambda: groups("afriqa", french, afriqa_asked),
        "squad2": english,
        "xquad": across,
        "cloze": lambda: list(cloze(data / "news-fr-dev.jsonl.gz", CLOZE, SEED)),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
