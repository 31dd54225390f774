"""The check of what a chat model writes, sentence by sentence, against its evidence."""

from qa_service.answering.checking.sentence_check import SentenceCheck

__all__ = ["SentenceCheck"]
