"""Checks the acceptance sentences and writes the table of docs/checking.md.

    python -m benchmarks.checking
    python -m benchmarks.checking a       (or b: a blind set, whose table is printed alone)

It takes some seconds. Nothing may be tuned on these sentences, set a aside; `tests/answering` has
others.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.answering.checked_sentences import Case, acceptance, blind, language_of

from qa_service.answering.checking import SentenceCheck
from qa_service.domain.answer import Question
from qa_service.models.embedding import load_embeddings
from qa_service.settings import read_settings

PAGE = Path(__file__).parents[1] / "docs" / "checking.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def main(blind_set: str | None = None) -> None:
    library, cases = blind(blind_set) if blind_set else acceptance()
    embeddings = load_embeddings(None, read_settings({}).cache.expanduser(), print)
    check = SentenceCheck(embeddings, library)
    shown: Counter[tuple[bool, str]] = Counter()
    times: list[float] = []
    for turn in range(2):  # the second time the evidence is known, as for a later sentence
        for case in cases:
            began = time.perf_counter()
            checked = check.check(case.sentence, case.evidence, Question("", language_of(case)))
            times.append(time.perf_counter() - began)
            if turn == 0:
                shown[case.is_right, case.kind] += checked.is_supported
    table = "\n".join(rows(cases, shown))
    if blind_set is None:
        page = PAGE.read_text("utf-8")
        pattern = rf"(?<={BEGIN}\n).*(?={END})"
        PAGE.write_text(re.sub(pattern, lambda _: f"{table}\n", page, flags=re.DOTALL), "utf-8")
    print(table)
    for name, part in (("first", times[: len(cases)]), ("again", times[len(cases) :])):
        part.sort()
        middle, late = part[len(part) // 2], part[int(len(part) * 0.95)]
        print(f"{name}: median {middle * 1000:.1f} ms, 95 of 100 within {late * 1000:.1f} ms")


def rows(cases: Sequence[Case], shown: Counter[tuple[bool, str]]) -> Iterator[str]:
    count = Counter((case.is_right, case.kind) for case in cases)
    yield "| sentences | | shown | struck out |"
    yield "|---|---|---|---|"
    for is_right, name in ((True, "right"), (False, "wrong")):
        kinds = [key for key in count if key[0] is is_right]
        for key in kinds:
            yield f"| {name} | {key[1]} | {shown[key]} | {count[key] - shown[key]} |"
        passed, total = sum(shown[key] for key in kinds), sum(count[key] for key in kinds)
        yield f"| **{name}** | **all {total}** | **{passed}** | **{total - passed}** |"


if __name__ == "__main__":
    main(*sys.argv[1:2])
