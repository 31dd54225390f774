"""Answers to small talk and to questions about the archive as a whole, from its statistics.

They quote nothing, so they carry no markers: nothing is said in them about the world.
"""

import re
from collections.abc import Callable, Sequence
from functools import cached_property

from babel import Locale
from babel.numbers import format_decimal

from qa_service.answering.about_phrases import about_phrases, courtesies
from qa_service.answering.examples import Examples
from qa_service.answering.phrases import phrases, span, written_date
from qa_service.answering.reasons import none_admitted
from qa_service.answering.topics import topics
from qa_service.domain.about import About
from qa_service.domain.answer import Answer, Interpretation, Question, Status
from qa_service.domain.article import Carrier
from qa_service.domain.period import ALWAYS
from qa_service.store.archive import Archive
from qa_service.store.statistics import Shares

LISTED = 20  # outlets or authors
NEWEST = 5  # articles


def about_archive(
    question: Question, archive: Archive, examples: Examples, chat_model: str | None = None
) -> Answer:
    """The answer to a question whose `about` is set, where a chat model of that name writes."""
    about = question.about or About.IDENTITY
    holdings = _Holdings(question, archive, examples, chat_model)
    return Answer(
        question=question.text,
        status=Status.ABOUT,
        answer=re.sub(" ?\n ?", "\n", " ".join(filter(None, holdings.said(about)))),
        reason=None,
        citations=(),
        confidence=1.0,
        writer="statistics",
        language=question.language,
        interpretation=Interpretation(
            question.text,
            question.language,
            question.scope.published or ALWAYS,
            question.scope,
            about=about,
        ),
        articles=holdings.newest if about is About.NEWEST else (),
        examples=holdings.examples if about is About.ABILITIES else (),
    )


class _Holdings:
    """What the archive holds in a question's scope, in its language."""

    def __init__(
        self, question: Question, archive: Archive, examples: Examples, chat_model: str | None
    ) -> None:
        self._chat_model = chat_model
        self._language, self._scope = question.language, question.scope
        self._archive, self._examples = archive, examples
        self._words = about_phrases(question.language)
        self._general = phrases(question.language)
        self._found = archive.statistics.holdings(self._scope)

    def said(self, about: About) -> Sequence[str]:
        """The sentences of the answer; empty ones stand for nothing."""
        words, polite = self._words, courtesies(self._language)
        alone = {
            About.THANKS: polite.thanks,
            About.FAREWELL: polite.farewell,
            About.HOW_ARE_YOU: words.how_are_you,
        }
        if about in alone:
            return [alone[about]]
        opening = {
            About.GREETING: polite.greeting,
            About.IDENTITY: self._identity(),
            About.ABILITIES: words.abilities_written if self._chat_model else words.abilities,
            About.SOURCES: words.sources,
        }.get(about, "")
        if not self._found.articles:
            return [opening, *self._nothing()]
        counts = about not in (About.GREETING, About.ABILITIES)
        return [opening, *self._of[about](), self._counted() if counts else ""]

    def _identity(self) -> str:
        if self._chat_model is None:
            return self._words.identity
        return self._words.identity_written.format(model=self._chat_model)

    @property
    def _of(self) -> dict[About, Callable[[], Sequence[str]]]:
        return {
            About.GREETING: lambda: [self._span()],
            About.IDENTITY: lambda: [self._span()],
            About.ABILITIES: self._abilities,
            About.SOURCES: lambda: [*self._outlets(), self._folders(), self._span()],
            About.PERIOD: lambda: [self._span(), self._undated()],
            About.COUNT: lambda: [self._count(), self._undated(), self._languages()],
            About.NEWEST: self._newest,
            About.LANGUAGES: lambda: [self._languages(), self._words.answers_in],
            About.OUTLETS: self._outlets,
            About.AUTHORS: self._authors,
            About.TOPICS: self._topics,
        }

    @cached_property
    def newest(self) -> tuple[Carrier, ...]:
        return self._archive.statistics.newest(NEWEST, self._scope)

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """None where later articles must not show, from which they may be made."""
        return () if self._scope.is_limited else self._examples.of(self._language)

    def _nothing(self) -> Sequence[str]:
        if self._scope.is_limited and self._archive.statistics.holdings().articles:
            return [none_admitted(self._scope, self._language)]
        return [self._general.empty, self._words.fill]

    def _counted(self) -> str:
        """Which articles alone are counted."""
        if self._scope.is_selective:
            return self._words.chosen
        return self._words.within if self._scope.is_limited else ""

    def _span(self) -> str:
        found = self._found
        if found.first is None or found.last is None:
            return f"{self._count()} {self._undated()}"
        return span(found.first, found.last, found.articles, self._language)

    def _count(self) -> str:
        return self._words.holds.format(count=self._number(self._found.articles))

    def _undated(self) -> str:
        count = self._found.undated
        return self._words.undated.format(count=self._number(count)) if count else ""

    def _folders(self) -> str:
        return self._words.folders.format(count=self._number(self._found.folders))

    def _abilities(self) -> Sequence[str]:
        named = _lines(self._words.examples, self.examples) if self.examples else ""
        return [named, self._words.more]

    def _newest(self) -> Sequence[str]:
        named = [f"{one.title} ({self._origin(one)})" for one in self.newest]
        return [_lines(self._words.newest, named)]

    def _origin(self, article: Carrier) -> str:
        day = article.published
        when = written_date(day, self._language) if day else self._general.undated
        return f"{article.outlet}, {when}" if article.outlet else when

    def _languages(self) -> str:
        locale = Locale(self._language)
        shares = self._archive.statistics.languages(self._scope)
        named = [(locale.languages.get(code or "", code), count) for code, count in shares]
        return self._words.languages.format(many=self._many(named))

    def _outlets(self) -> Sequence[str]:
        words = self._words
        shares = self._archive.statistics.outlets(self._scope)
        return self._makers(shares, words.outlets, words.no_outlet, words.outlet_unknown)

    def _authors(self) -> Sequence[str]:
        words = self._words
        shares = self._archive.statistics.authors(self._scope)
        return self._makers(shares, words.authors, words.no_author, words.author_unknown)

    def _makers(self, shares: Shares, known: str, none: str, unknown: str) -> Sequence[str]:
        named = [(name, count) for name, count in shares if name]
        without = sum(count for name, count in shares if not name)
        if not named:
            return [none]
        rest = unknown.format(count=self._number(without)) if without else ""
        return [known.format(many=self._many(named)), rest]

    def _topics(self) -> Sequence[str]:
        found, words = topics(self._archive.statistics, self._scope), self._words
        said = [
            phrase.format(many=", ".join(many))
            for phrase, many in ((words.names, found.names), (words.words, found.words))
            if many
        ]
        return [*(said or [words.no_topics]), self._span()]

    def _many(self, named: Sequence[tuple[str | None, int]]) -> str:
        shown = ", ".join(f"{name} ({self._number(count)})" for name, count in named[:LISTED])
        more = len(named) - LISTED
        return f"{shown} {self._words.others.format(count=more)}" if more > 0 else shown

    def _number(self, number: int) -> str:
        return str(format_decimal(number, locale=self._language))


def _lines(heading: str, items: Sequence[str]) -> str:
    return "\n".join((heading, *(f"– {item}" for item in items), ""))
