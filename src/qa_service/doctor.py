"""Whether everything that answering needs is there: looked at one by one, each tried."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import perf_counter

from qa_service.answering.listening import Nobody
from qa_service.bootstrap import chat_model
from qa_service.domain.answer import Citation, Evidence, Question
from qa_service.domain.article import Article, Sentence
from qa_service.domain.checked import Verdict
from qa_service.domain.errors import QAServiceError
from qa_service.domain.speech import Speech
from qa_service.domain.written import Fallback
from qa_service.loading import Say, embeddings_of, shipped_reading
from qa_service.models.names import model_name
from qa_service.settings import Settings
from qa_service.store.archive import CATALOGUE, open_catalogue
from qa_service.store.ownership import served_at
from qa_service.wire import Json

QUOTE = "Le port de Valmer a rouvert lundi après trois mois de travaux."
QUESTION = Question("Quand le port de Valmer a-t-il rouvert ?", "fr")
# What to do where the chat model did not write.
STEPS = {
    Fallback.TIMEOUT: "Take a smaller model, or raise QA_CHAT_SECONDS and QA_QUESTION_SECONDS.",
    Fallback.RATE_LIMITED: "Wait, or see the limits and the balance of your account there.",
    Fallback.DENIED: "Set the provider's variable, such as OPENAI_API_KEY, to a key that holds.",
    Fallback.UNREACHABLE: "Start its server; see QA_CHAT_BASE_URL and the model's name.",
    Fallback.REFUSED: "Its provider filters harmless questions: take another model.",
    Fallback.CUT: "It does not end its text: take another model.",
    Fallback.BROKEN: "See that QA_CHAT_BASE_URL leads to the provider's interface; OpenAI's ends "
    "in /v1.",
    Fallback.WITHHELD: "It was shown nothing.",
    Fallback.NO_ANSWER: "It overlooks what it is shown, and most answers will be quotes: take a "
    "larger model.",
    Fallback.NOTHING_SUPPORTED: "It does not keep to what it is shown, and most answers will be "
    "quotes: take a larger model.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    name: str
    is_well: bool
    said: str  # what was seen, with the next step where it is not well


def examine(settings: Settings, say: Say) -> Iterator[Finding]:
    """What was found, each as soon as it is."""
    yield Finding("settings", True, "They can be read.")
    for name, look in (
        ("store", _store),
        ("embedding model", _embedding_model),
        ("chat model", _chat_model),
    ):
        try:
            yield Finding(name, *look(settings, say))
        except QAServiceError as error:
            yield Finding(name, False, str(error))


def findings_object(findings: Sequence[Finding]) -> Json:
    """The object of `qa-service doctor --json`."""
    return {
        "ok": all(one.is_well for one in findings),
        "checks": [{"name": one.name, "ok": one.is_well, "said": one.said} for one in findings],
    }


def _store(settings: Settings, say: Say) -> tuple[bool, str]:
    if not (settings.store / CATALOGUE).exists():
        return False, f"There is none at {settings.store}. Fill it: qa-service ingest FOLDER"
    model = model_name(settings.embedding_model)
    with closing(open_catalogue(settings.store, model, say)) as catalogue:
        articles, failures = catalogue.counts().articles, catalogue.failures.find(count=0).total
    unread = f" Could not be read: {failures}. See: qa-service failures list" if failures else ""
    if not articles:
        said = f"{settings.store} holds no article. Fill it: qa-service ingest FOLDER"
        return False, f"{said}{'.' if unread else ''}{unread}"
    served = served_at(settings.store)
    where = f"served at {served.address}" if served else "served by nobody just now"
    return True, f"{settings.store} holds {articles} articles, {where}.{unread}"


def _embedding_model(settings: Settings, say: Say) -> tuple[bool, str]:
    model = embeddings_of(settings, say)
    model.embed_query(QUESTION.text)  # which loads it
    began = perf_counter()
    model.embed_query(QUOTE)
    took = perf_counter() - began
    return True, f"{model.name} read a question in {took * 1000:.0f} ms. {model.described()}."


def _chat_model(settings: Settings, say: Say) -> tuple[bool, str]:
    chat = chat_model(settings, lambda: shipped_reading(settings), _Untold())
    if chat is None:
        return True, "None is set, so answers are quotes. docs/chat-models.md says how to set one."
    listener = _Clock()
    draft = chat.write(QUESTION, [_evidence()], listener)
    took = perf_counter() - listener.began
    if draft.fallback:
        reason = draft.fallback.replace("_", " ")
        return False, f"{chat.name}: {reason}, after {took:.1f} s. {STEPS[draft.fallback]}"
    left_out = f", not supported: {len(draft.unverified)}" if draft.unverified else ""
    return True, (
        f"{chat.name} wrote, supported: {len(listener.at)}{left_out}; the first sentence was there "
        f"after {listener.at[0]:.1f} s, all after {took:.1f} s: {draft.text}"
    )


class _Untold:
    """An archive in which nobody says anything."""

    def speeches(self, ids: Sequence[str]) -> dict[str, tuple[Speech, ...]]:
        return dict.fromkeys(ids, ())


class _Clock(Nobody):
    """Notes when sentences come, in seconds."""

    def __init__(self) -> None:
        self.began = perf_counter()
        self.at: list[float] = []

    def sentence(self, text: str, cited: Sequence[Citation], verdict: Verdict) -> None:
        self.at.append(perf_counter() - self.began)


def _evidence() -> Evidence:
    article = Article("doctor", "", "Le port de Valmer rouvre", QUOTE, "fr")
    return Evidence(article, Sentence(0, len(QUOTE), article.id, 0, 0), 1.0)
