"""What a piece of evidence gives a sentence to stand on: its quote, and what is known around it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from qa_service.answering.checking.parsing import Parsed, Sort, parsed
from qa_service.answering.context import sentence_spans
from qa_service.domain.answer import Evidence
from qa_service.domain.article import Article, Span
from qa_service.domain.speech import Speech, SpeechKind
from qa_service.text.folding import folded
from qa_service.text.speech.verbs import lexicon
from qa_service.text.units import tidied

# A quote that goes on about what the sentence before it names.
GOES_ON = re.compile(
    r"\b(?:il|elle|ils|elles|ce|cet|cette|ces|cela|celui-ci|celle-ci|ceux-ci|ceux-là|celles-là|"
    r"celui-là|les deux|tous deux|both|son|sa|ses|leur|leurs|"
    r"le sociologue|he|she|it|they|this|these|that|those|his|her|its|their|même|mêmes|same|"
    r"en|y|l['’](?:a|ont))\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r", (?:(?:a|ont|avait) )?(?:\w+ment )?(?P<verb>[a-zà-ÿ]+) "
    r"(?P<name>(?:M\. |Mme )?[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)+)"
)
INTRODUCED = 90  # code points around a name in which an article says who that is


@dataclass(frozen=True)
class Ground:
    """One piece of evidence, ready to be compared with."""

    number: int  # of its marker
    evidence: Evidence
    speeches: tuple[Speech, ...]  # of its article

    @property
    def article(self) -> Article:
        return self.evidence.article

    @property
    def language(self) -> str:
        return self.article.language

    @property
    def day(self) -> date | None:
        return self.article.published

    @cached_property
    def quote(self) -> Parsed:
        return parsed(self.evidence.quote, self.language)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of the quote's words."""
        return frozenset(word.key for word in self.quote.words if word.key)

    @cached_property
    def before(self) -> str:
        """The sentence before the quote, "" where there is none or a heading lies between."""
        spans = [
            one for one in sentence_spans(self.article) if one.end <= self.evidence.sentence.start
        ]
        if not spans:
            return ""
        between = self.article.text[spans[-1].end : self.evidence.sentence.start]
        return "" if between.strip() else spans[-1].of(self.article.text)

    @cached_property
    def goes_on(self) -> bool:
        """Whether the quote leans on the sentence before it."""
        return bool(GOES_ON.search(self.evidence.quote))

    @cached_property
    def around(self) -> Parsed:
        """What else a writer was told: title, outlet, author, who speaks, the sentence before."""
        article, voices = self.article, [one.speaker or "" for one in self.said]
        parts = [article.title, article.outlet or "", article.author or "", article.section or ""]
        before = self.before if self.goes_on else ""
        told = [*parts, self.evidence.speaker or "", *voices, before, *self.introductions]
        return parsed(
            "… " + " ; ".join(part for part in dict.fromkeys(told) if part), self.language
        )

    @cached_property
    def around_keys(self) -> frozenset[str]:
        return frozenset(word.key for word in self.around.words if word.key)

    @cached_property
    def outlet_keys(self) -> frozenset[str]:
        """The keys of the outlet's name and the author's, which a sentence may name."""
        told = f"; {self.article.outlet or ''} ; {self.article.author or ''}"
        return frozenset(word.key for word in parsed(told, self.language).words if word.key)

    @cached_property
    def introductions(self) -> tuple[str, ...]:
        """How the article first presents the persons that the quote names, and its speakers."""
        named = [name for one in self.said if (name := one.speaker) and name[:1].isupper()]
        named += [self.evidence.speaker] if self.evidence.speaker else []
        runs = re.findall(r"[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)+", self.evidence.quote)
        return tuple(self._introduced(dict.fromkeys([*named, *runs])))

    def _introduced(self, names: Iterable[str]) -> Iterable[str]:
        text = self.article.text
        for name in names:
            if (at := text.find(name)) >= 0:
                start, end = max(0, at - INTRODUCED), at + len(name) + INTRODUCED
                before = re.split(r"[.!?;:\n]", text[start:at])[-1]
                yield before + re.split(r"[.!?;:\n]", text[at:end])[0]

    @cached_property
    def said(self) -> tuple[Speech, ...]:
        """The speeches of the article that the quote holds a part of."""
        quote = self.evidence.sentence
        found = [one for one in self.speeches if one.start < quote.end and quote.start < one.end]
        return tuple(found) or self._closing

    @property
    def _closing(self) -> tuple[Speech, ...]:
        """What a clause at the end credits somebody with: "..., ajoute Paul Renaud à propos de"."""
        start, forms = self.evidence.sentence.start, lexicon(self.language)
        for one in CLOSING.finditer(self.evidence.quote):
            if one["verb"] in forms.finite or one["verb"] in forms.participles:
                mention = Span(start + one.start("name"), start + one.end("name"))
                end = start + one.start()
                return (Speech(start, end, SpeechKind.REPORTED, mention, one["name"]),)
        return ()

    @property
    def folded_article(self) -> str:
        return _folded(self.article.title, self.article.text, self.language)


@lru_cache(maxsize=64)
def _folded(title: str, text: str, language: str) -> str:
    return folded(tidied(f"{title}\n{text}", language))


def names_of(text: Parsed) -> frozenset[str]:
    """The keys of a text's names."""
    return frozenset(word.key for word in text.words if word.sort is Sort.NAME)
