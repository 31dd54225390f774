"""What is kept of questions and answers."""

from collections.abc import Iterable

from pydantic import Field

from qa_service.domain.answer import Status
from qa_service.domain.conversation import Conversation, KeptAnswer, Rating
from qa_service.wire.answers import AnswerObject, CitationObject
from qa_service.wire.objects import Json, Moment, TenThousandths, WireObject


class KeptAnswerObject(AnswerObject):
    """An answer as it was given; the `standing` of each citation is of now."""

    at: Moment
    """When it was given, in UTC."""
    rating: Rating | None = None
    """What a reader thought of it."""


class ConversationObject(WireObject):
    """Questions that were asked one after the other."""

    id: str
    title: str
    begun: Moment
    """In UTC."""
    changed: Moment
    """When the last answer was given."""
    questions: int
    """How many it has."""


class ConversationListObject(WireObject):
    """A page of the list of conversations, the last changed first."""

    conversations: tuple[ConversationObject, ...]
    total: int
    """How many the whole list has."""
    page: int = Field(validation_alias="number")
    """From 1."""
    pages: int = Field(validation_alias="count")
    """At least 1."""


class WholeConversationObject(ConversationObject):
    """A conversation with its answers, oldest first."""

    answers: tuple[KeptAnswerObject, ...] = ()


class DeletedObject(WireObject):
    """What was deleted."""

    deleted: int
    """Conversations."""


class FeedbackObject(WireObject):
    """A rated answer."""

    question: str
    understood: str
    """What was searched."""
    status: Status
    answer: str
    reason: str | None
    rating: Rating | None
    confidence: TenThousandths
    language: str
    citations: tuple[CitationObject, ...]
    closest: tuple[CitationObject, ...]
    at: Moment
    answer_id: str | None
    conversation_id: str


class FeedbackListObject(WireObject):
    """Every rated answer, oldest first."""

    feedback: tuple[FeedbackObject, ...]


def kept_answer_object(kept: KeptAnswer) -> Json:
    """The object of `GET /api/answers/<id>`."""
    return _kept(kept).as_json()


def conversation_object(conversation: Conversation) -> Json:
    """One conversation of `GET /api/conversations`."""
    return ConversationObject.of(conversation).as_json()


def whole_conversation_object(conversation: Conversation, answers: Iterable[KeptAnswer]) -> Json:
    """The object of `GET /api/conversations/<id>`."""
    kept = tuple(_kept(answer) for answer in answers)
    return WholeConversationObject.of(conversation, answers=kept).as_json()


def feedback_object(kept: KeptAnswer) -> Json:
    """One rated answer, as in `GET /api/feedback` and `qa-service feedback --json`."""
    return _feedback(kept).as_json()


def feedback_list_object(rated: Iterable[KeptAnswer]) -> Json:
    """The object of `GET /api/feedback`."""
    return FeedbackListObject(feedback=tuple(map(_feedback, rated))).as_json()


def _kept(kept: KeptAnswer) -> KeptAnswerObject:
    answered = AnswerObject.of(kept.answer, conversation_id=kept.conversation_id)
    return KeptAnswerObject.model_construct(**dict(answered), at=kept.at, rating=kept.rating)


def _feedback(kept: KeptAnswer) -> FeedbackObject:
    answer, understood = kept.answer, kept.answer.interpretation
    return FeedbackObject(
        question=answer.question,
        understood=understood.question if understood else answer.question,
        status=answer.status,
        answer=answer.answer,
        reason=answer.reason,
        rating=kept.rating,
        confidence=answer.confidence,
        language=answer.language,
        citations=tuple(map(CitationObject.of, answer.citations)),
        closest=tuple(map(CitationObject.of, answer.closest)),
        at=kept.at,
        answer_id=answer.id,
        conversation_id=kept.conversation_id,
    )
