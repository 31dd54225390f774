"""Questions made from news: a name, number or date of an article's summary is asked for.

The summary tells in other words what the body says, so that the answer has to be read, not matched
(cloze questions: Lewis et al., ACL 2019). Articles give the negatives: their other passages.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from material import Asked, Group, Text, article_of, text_of

from qa_service.ingestion.pipeline import draft_of

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
DATE = re.compile(rf"\b(?:le |en )?(?:\d{{1,2}} )?(?:{MONTHS.replace(' ', '|')})(?: \d{{4}})?\b")
NUMBER = re.compile(r"\b\d[\d\s.,]*\d\b|\b\d\b")
NAME = re.compile(r"(?<=[a-zà-ÿ,’'\"] )[A-ZÀ-Ý][\w’'-]+(?: (?:de |du |d')?[A-ZÀ-Ý][\w’'-]+)*")
ASKED = {
    "date": ("Quand", "À quelle date", "Quel jour"),
    "number": ("Combien", "Quel nombre", "Combien de"),
    "name": ("Qui", "Quel", "Quelle", "Où", "Qui est", "Comment s'appelle", "Quelle est"),
}


def cloze(path: Path, limit: int, seed: int) -> Iterator[Group]:
    chance = random.Random(seed)
    made = 0
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    chance.shuffle(rows)
    for row in rows:
        if made >= limit:
            return
        found = group_of(row, chance)
        if found:
            made += 1
            yield found


def group_of(row: dict[str, str], chance: random.Random) -> Group | None:
    body, lead = row["article"], row["heading"]
    for sentence in chance.sample([lead, row["title"]], 2):
        blanks = [
            (kind, match)
            for kind, pattern in (("date", DATE), ("number", NUMBER), ("name", NAME))
            for match in pattern.finditer(sentence)
            if len(match[0].strip()) > 1 and match[0].strip() in body
        ]
        if not blanks:
            continue
        kind, match = chance.choice(blanks)
        answer = match[0].strip()
        question = asked(sentence, match, kind, chance)
        if question:
            return texts_of(row, body, question, answer)
    return None


def asked(sentence: str, match: re.Match[str], kind: str, chance: random.Random) -> str | None:
    """The clause around the blank, question word first, some words lost."""
    left = re.split(r"[.;:!?»«]", sentence[: match.start()])[-1]
    right = re.split(r"[.;:!?»«]", sentence[match.end() :])[0]
    if chance.random() < 0.5:
        left = left.split(",")[-1]
        right = right.split(",")[0]
    words = [word for word in f"{left} {right}".split() if chance.random() > 0.12]
    if len(words) < 4:
        return None
    return f"{chance.choice(ASKED[kind])} {' '.join(words[:28])} ?"


def texts_of(row: dict[str, str], body: str, question: str, answer: str) -> Group | None:
    article = article_of(row["title"], body)
    draft = draft_of(article, article.id)
    spans = tuple((m.start(), m.end()) for m in re.finditer(re.escape(answer), body))
    one = Asked(question, article.id, spans)
    words = {word.casefold() for word in re.findall(r"\w{4,}", question)}
    texts = []
    for passage in draft.passages:
        held = [
            (s.start, s.end, shared(body[s.start : s.end], words))
            for s in draft.sentences
            if s.passage == passage.ordinal
        ]
        texts.append(best_answer(text_of(article, held, one), answer))
    right = [text for text in texts if text.answer]
    if not right:
        return None
    first = max(right, key=lambda text: text.scores[text.answer[0]] if text.answer else 0)
    if first.answer is None or first.scores[first.answer[0]] < 2:
        return None  # the body does not tell what the summary says there
    others = [text for text in texts if text.answer is None]
    # the question would give itself away under its own headline
    bare = [Text("", t.sentences, t.scores, t.answer, t.gold) for t in (first, *others)]
    return Group("cloze", question, article.title, tuple(bare), (answer,))


def best_answer(text: Text, answer: str) -> Text:
    """Of several occurrences the one in the sentence most like the question."""
    held = [n for n, sentence in enumerate(text.sentences) if answer in sentence]
    if not held:
        return text
    best = max(held, key=lambda n: text.scores[n])
    start = text.sentences[best].index(answer)
    return Text(text.title, text.sentences, text.scores, (best, start, start + len(answer)), True)


def shared(sentence: str, words: set[str]) -> float:
    return float(len(words & {word.casefold() for word in re.findall(r"\w{4,}", sentence)}))
