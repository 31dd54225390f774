"""A small service in memory for the web layer: our own invented articles, canned answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import IO

from qa_service.answering.listening import NOBODY, Listener
from qa_service.domain.answer import (
    Answer,
    Assurance,
    Citation,
    Held,
    Interpretation,
    NamedPeriod,
    Status,
)
from qa_service.domain.article import PAGE, Article, Carrier, Listed, Provenance, Span, carrier_of
from qa_service.domain.errors import NotFound, QuestionError
from qa_service.domain.exchange import Exchange
from qa_service.domain.fetching import SourceKind, WebSource
from qa_service.domain.library import (
    UNDATED,
    ArticleStatus,
    Choices,
    Contents,
    Delivered,
    KeptFailure,
    KeptFailures,
    Outcome,
    Particulars,
    Removal,
    Shelved,
    Upload,
    UploadReport,
)
from qa_service.domain.period import ALWAYS, Period, understood
from qa_service.domain.reports import (
    Failure,
    IngestReport,
    Progress,
    RepairReport,
    SourceSummary,
    VerifyReport,
)
from qa_service.domain.scope import EVERYTHING, Scope
from qa_service.domain.warnings import ArticleWarning
from qa_service.domain.written import Fallback, Unverified
from qa_service.store.catalogue import Catalogue
from qa_service.store.conversations import Conversations
from qa_service.text.folding import folded
from qa_service.web.examples import ABILITIES

MONTH = NamedPeriod("en juin", Period(date(2022, 6, 1), date(2022, 6, 30)))
YEAR = NamedPeriod("en 2022", Period(date(2022, 1, 1), date(2022, 12, 31)))

PORT = Article(
    id="a1",
    source="/archive/port.txt",
    title="Le port de Valmer rouvre ses quais",
    text=(
        "Fermé depuis la tempête 🌊 de janvier, le port a rouvert lundi.\n\n"
        "La ville a payé 12 millions d’euros de travaux. Les pêcheurs attendaient ce jour.\n\n"
        "Le maire promet une seconde digue [2] pour l’été 2023."
    ),
    language="fr",
    outlet="La Gazette de Valmer",
    author="Nadia Perrin",
    url="https://gazette.example/port",
    published=date(2021, 9, 1),
    published_from=Provenance.PRINTED,
)
HOSTILE = Article(
    id="a2",
    source="/archive/hostile.html",
    title="<script>alert(1)</script> & \u202egnissecca",
    text='<img src=x onerror=alert(1)>\n"Une seule" ligne & une autre\n</mark></script><b>gras</b>',
    language="en",
    url="javascript:alert(1)",
)


def cite(
    article: Article, quote: str, answer: str | None = None, speaker: str | None = None
) -> Citation:
    """A citation of the first place where the article says so, with the short answer in it."""
    start = article.text.index(quote)
    answer_start = article.text.index(answer, start) if answer else None
    return Citation(
        marker=1,
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        author=article.author,
        published=article.published,
        published_from=article.published_from,
        url=article.url,
        quote=quote,
        start=start,
        end=start + len(quote),
        answer_start=answer_start,
        answer_end=answer_start + len(answer) if answer and answer_start is not None else None,
        speaker=speaker,
    )


COST = cite(PORT, "La ville a payé 12 millions d’euros de travaux.", "12 millions d’euros")
# The wave before the short answer is one code point, but two units in UTF-16.
OPENED = cite(PORT, "Fermé depuis la tempête 🌊 de janvier, le port a rouvert lundi.", "lundi")
# With a footnote of the article's own, which the answer's text shows in round brackets.
DYKE = cite(
    PORT, "Le maire promet une seconde digue [2] pour l’été 2023.", "l’été 2023", "Le maire"
)
CROWD = cite(PORT, "Les pêcheurs attendaient ce jour.")  # no short answer was read in it
PAGED = replace(COST, page=6, page_label="iv")  # as if the article were a PDF
TAGS = cite(HOSTILE, "</mark></script><b>gras</b>", "<b>gras</b>")


EXAMPLE = "Combien de tonnes de blé la Russie a-t-elle livrées au Mali ?"


@dataclass(eq=False)
class FakeService:
    """Answers what speaks of money, refuses the rest; `failure` is raised by every call."""

    held: list[Article] = field(default_factory=lambda: [HOSTILE, PORT])
    others: dict[str, tuple[Carrier, ...]] = field(default_factory=dict)  # of one story
    warned: dict[str, tuple[ArticleWarning, ...]] = field(default_factory=dict)
    failure: Exception | None = None
    scopes: list[Scope] = field(default_factory=list)  # of the questions, in their order
    exchanges: list[Exchange] = field(default_factory=list)  # before the last question
    max_citations: int | None = None  # of the last question
    may_finish: Event = field(default_factory=Event)  # ingestion waits for it
    keeps: bool = False  # whether answers are kept
    writer: str = "extractive"  # of the answers
    language: str = "fr"
    assurance: Assurance = Assurance.SURE
    fallback: Fallback | None = None
    unverified: tuple[Unverified, ...] = ()  # in the answers
    to_check: tuple[Span, ...] = ()
    tells: Callable[[Listener], None] | None = None  # what listeners hear before the answer

    def ask(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        conversation_id: str | None = None,
        max_citations: int | None = None,
        listener: Listener = NOBODY,
    ) -> Answer:
        self.max_citations = max_citations
        answer = self._answer(question, scope)
        if self.tells:
            self.tells(listener)
        if not self.keeps or conversation_id is None:
            return answer
        return replace(answer, id=self.conversations.keep(conversation_id, answer))

    @cached_property
    def conversations(self) -> Conversations:
        """A real one: in a catalogue of its own, which goes with this object."""
        return Catalogue(Path(self._folder.name) / "catalogue.sqlite").conversations

    @cached_property
    def _folder(self) -> TemporaryDirectory[str]:
        return TemporaryDirectory()

    def _answer(self, question: str, scope: Scope) -> Answer:
        self.scopes.append(scope)
        self._fail()
        if not question.strip():
            raise QuestionError("The question is empty. Write one.")
        if len(question) > 2000:
            raise QuestionError("The question is longer than 2000 characters. Shorten it.")
        if "hostile" in question:
            return self._answered(question, f"{TAGS.quote} [1] [7]", TAGS)
        if "rouvert" in question:
            text = f"La Gazette de Valmer : {OPENED.quote} [1] {CROWD.quote} [2]"
            return self._answered(question, text, OPENED, replace(CROWD, marker=2))
        if "imprimé" in question:
            return self._answered(question, f"{PAGED.quote} [1]", PAGED)
        if "digue" in question:
            text = f"La Gazette de Valmer : {DYKE.quote.replace('[2]', '(2)')} [1]"
            return self._answered(question, text, DYKE)
        if question in ABILITIES.values():
            return self._about(question, f"Par exemple : « {EXAMPLE} »", examples=(EXAMPLE,))
        if "neuf" in question:
            text = f"Les articles les plus récents :\n« {HOSTILE.title} » (sans date)"
            return self._about(question, text, articles=(carrier_of(HOSTILE),))
        if "payé" in question or "tonnes de blé" in question:
            return self._answered(question, f"{COST.quote} [1]", COST)
        return Answer(
            question=question,
            status=Status.REFUSED,
            answer="L’archive ne permet pas de répondre.",
            reason="Aucun article n’en parle.",
            citations=(),
            confidence=0.1,
            writer="extractive",
            language="fr",
            closest=(CROWD,),
            held=Held(2, date(2021, 9, 1), date(2021, 9, 2), (("La Gazette <i>", 1),), 3),
        )

    def ask_after(
        self,
        question: str,
        scope: Scope = EVERYTHING,
        exchanges: Sequence[Exchange] = (),
        listener: Listener = NOBODY,
    ) -> Answer:
        self.exchanges = list(exchanges)
        return self.ask(question, scope, listener=listener)

    def search(self, question: str, scope: Scope = EVERYTHING, most: int = 5) -> list[Citation]:
        self.scopes.append(scope)
        self._fail()
        return [COST, CROWD][:most]

    def article_count(self) -> int:
        self._fail()
        return len(self.held)

    def contents(self) -> Contents:
        self._fail()
        days = [one.published for one in self.held if one.published]
        outlets = Counter(one.outlet for one in self.held if one.outlet).most_common()
        first, last = (min(days), max(days)) if days else (None, None)
        held = Held(len(self.held), first, last, tuple(outlets), len(outlets))
        return Contents(held, ("Valmer", "<i>Nadia Perrin"))

    @property
    def library(self) -> "FakeLibrary":
        return FakeLibrary(self)

    def take_in(self, delivery: Delivered, progress: Progress) -> UploadReport:
        uploads = tuple(replace(one, outcome=Outcome.ADDED) for one in delivery.uploads)
        return UploadReport(uploads, self.ingest(progress))

    def list_articles(
        self,
        scope: Scope = EVERYTHING,
        words: str = "",
        start: int = 0,
        count: int = PAGE,
        dated: str | None = None,
        status: ArticleStatus | None = None,
    ) -> Listed:
        self._fail()
        wanted = folded(words).split()
        found = [
            one
            for one in sorted(self.held, key=lambda one: one.published or date.min, reverse=True)
            if scope.admits(one.traits)
            and (dated is None or dated == (one.published_from or UNDATED))
            and status in (None, ArticleStatus.SEARCHABLE)
            and all(word in folded(f"{one.title} {one.outlet} {one.author}") for word in wanted)
        ]
        return Listed(tuple(found[start : start + count]), len(found))

    def article(self, article_id: str) -> Article:
        self._fail()
        for article in self.held:
            if article.id == article_id:
                return article
        raise NotFound("No such article. List them with GET /api/articles.")

    def particulars(self, article_ids: Sequence[str]) -> Particulars:
        self._fail()
        return Particulars(
            {own: self.others[own] for own in article_ids if own in self.others},
            self.library.statuses(article_ids),
            {own: self.warned[own] for own in article_ids if own in self.warned},
        )

    def ingest(self, progress: Progress) -> IngestReport:
        progress(1, 2, "port.txt")
        self.may_finish.wait(10)
        self._fail()
        failed = (Failure("/archive/x.pdf", "It holds no text."),)
        return IngestReport(1, 0, 0, 1, failed, 0.5, moved=3, embedded=7)

    def sources(self) -> list[SourceSummary]:
        self._fail()
        first = date(2021, 9, 1)
        return [
            SourceSummary("/archive", True, len(self.held), first, first),
            SourceSummary("/media/<disk>", False, 1, None, None),
        ]

    def fetch(self, progress: Progress) -> IngestReport:
        return self.ingest(progress)

    def is_fetching_due(self) -> bool:
        return False

    def web_sources(self) -> list[WebSource]:
        self._fail()
        last, then = datetime(2024, 7, 4, 9, 30, tzinfo=UTC), datetime(2024, 7, 4, 10, tzinfo=UTC)
        kind, url = SourceKind.FEED, "https://gazette.example/rss"
        gazette = WebSource(url, kind, "La <i>Gazette", 1800, 9, 4, 5, 1, last, then, None)
        dead = "The host halle.example is not known: check the address."
        halle = replace(gazette, url="https://halle.example/", title=None, error=dead)
        return [gazette, replace(halle, kind=SourceKind.PAGE, fetched=None, beyond=0, failing=0)]

    def follow_web(self, address: str, every: str | None = None) -> WebSource:
        return replace(self.web_sources()[0], url=address)

    def unfollow_web(self, address: str) -> int:
        if address not in [source.url for source in self.web_sources()]:
            raise NotFound(f"{address} is not followed.")
        return 5

    def verify(self) -> VerifyReport:
        self._fail()
        return VerifyReport(len(self.held), 3, 5, ())

    def rebuild(self) -> VerifyReport:
        return self.verify()

    def repair(self) -> RepairReport:
        return RepairReport(("lexical index: 1 missing",), ("/archive/x.txt",), True, self.verify())

    def _fail(self) -> None:
        if self.failure:
            raise self.failure

    def _about(
        self,
        question: str,
        text: str,
        examples: tuple[str, ...] = (),
        articles: tuple[Carrier, ...] = (),
    ) -> Answer:
        return Answer(
            question=question,
            status=Status.ABOUT,
            answer=text,
            reason=None,
            citations=(),
            confidence=1.0,
            writer="statistics",
            language="fr",
            examples=examples if self.held else (),
            articles=articles,
        )

    def _answered(self, question: str, text: str, *citations: Citation) -> Answer:
        return Answer(
            question=question,
            status=Status.ANSWERED,
            answer=text,
            reason=None,
            citations=citations,
            confidence=0.9,
            writer=self.writer,
            language=self.language,
            timings_ms={"total": 12.5},
            fallback=self.fallback,
            unverified=self.unverified,
            assurance=self.assurance,
            to_check=self.to_check,
            interpretation=self._understood(question),
        )

    def _understood(self, question: str) -> Interpretation:
        dates = tuple(one for one in (MONTH, YEAR) if one.text in question)
        ignored = self.scopes[-1].ignored_dates
        binding = tuple(one for one in dates if one.text not in ignored)
        period = understood(one.period for one in binding) or ALWAYS
        asked = "Et elle ?" if "suite" in question else None
        return Interpretation(question, "fr", period, dates=dates, binding=binding, asked=asked)


@dataclass(frozen=True, slots=True)
class FakeLibrary:
    """Of a `FakeService`: all articles are searchable, none was uploaded or deleted before."""

    service: FakeService

    def choices(self) -> Choices:
        outlets = sorted({one.outlet for one in self.service.held if one.outlet})
        dated = sorted({one.published_from or UNDATED for one in self.service.held})
        return Choices(tuple(outlets), ("en", "fr"), tuple(dated))

    def statuses(self, article_ids: Sequence[str]) -> dict[str, ArticleStatus]:
        return dict.fromkeys(article_ids, ArticleStatus.SEARCHABLE)

    def shelved(self, article: Article) -> Shelved:
        return Shelved(ArticleStatus.SEARCHABLE, uploaded=False)

    def removal(self, article_id: str) -> Removal:
        raise NotFound("No such article was deleted.")

    def receive(self, files: Iterable[tuple[str, IO[bytes]]]) -> Delivered:
        return Delivered((), tuple(Upload(name, Outcome.WAITING) for name, _ in files))

    def remove(self, article_id: str) -> Removal:
        article = self.service.article(article_id)
        self.service.held.remove(article)
        return Removal(article, "", False, datetime.now(UTC))

    def restore(self, article_id: str) -> Article:
        return self.removal(article_id).article

    def forget(self, article_id: str) -> None:
        self.removal(article_id)

    def failures(self, start: int = 0, count: int | None = None) -> KeptFailures:
        self.service._fail()
        return KeptFailures((), 0)

    def dismiss(self, failure_id: str) -> KeptFailure:
        raise NotFound("There is no such failure.")
