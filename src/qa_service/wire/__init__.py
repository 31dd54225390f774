"""The JSON objects of the contract, for the command line and the HTTP interface alike.

Each object is one class whose fields are its description and its serialisation at once: what it
is made from, a value of the domain, is read by the names of the fields.
"""

from qa_service.wire.answers import (
    AnswerObject,
    ArticleListObject,
    ArticleObject,
    CitationObject,
    answer_object,
    article_list_object,
    article_object,
    citation_object,
)
from qa_service.wire.objects import Json, WireObject
from qa_service.wire.reports import (
    HealthObject,
    IngestObject,
    ReadyObject,
    RepairObject,
    SourcesObject,
    VerifyObject,
    backup_object,
    ingest_object,
    preview_object,
    repair_object,
    sources_object,
    verify_object,
)
from qa_service.wire.requests import (
    CONVERSATION_ID_LIMIT,
    ArticleQuery,
    AskRequest,
    ask_request,
    complaint,
)

__all__ = [
    "CONVERSATION_ID_LIMIT",
    "AnswerObject",
    "ArticleListObject",
    "ArticleObject",
    "ArticleQuery",
    "AskRequest",
    "CitationObject",
    "HealthObject",
    "IngestObject",
    "Json",
    "ReadyObject",
    "RepairObject",
    "SourcesObject",
    "VerifyObject",
    "WireObject",
    "answer_object",
    "article_list_object",
    "article_object",
    "ask_request",
    "backup_object",
    "citation_object",
    "complaint",
    "ingest_object",
    "preview_object",
    "repair_object",
    "sources_object",
    "verify_object",
]
