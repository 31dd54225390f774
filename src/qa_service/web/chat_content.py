"""An answer as the message of a chat: its text with markers, then its sources by number."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from qa_service.domain.answer import Answer, Citation
from qa_service.web.answers import marked_text
from qa_service.web.i18n import Words
from qa_service.web.links import citation_href

MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")  # what chats may take for HTML
TOKEN = re.compile(r"\w+|[^\w\s]")


def content(answer: Answer, root: str, is_told: bool = False) -> str:
    """The message; links begin with `root`, the address of this server.

    Where the answer's text `is_told` already, what comes besides.
    """
    words = words_of(answer.language)
    blocks = (
        f"{words(f'fallback.{answer.fallback}')} {words('fallback.then')}"
        if answer.fallback
        else "",
        _understood(answer, words),
        "" if is_told else plain(marked_text(answer, words)),
        plain(answer.reason or ""),
        "\n".join(f"- {plain(choice)}" for choice in answer.choices),
        "\n".join(_sources(answer, words, root)),
    )
    return "\n\n".join(block for block in blocks if block)


def words_of(language: str) -> Words:
    """What the program itself says beside an answer of that language."""
    return Words("fr" if language == "fr" else "en")


def token_count(text: str) -> int:
    """Words and signs: there is no language model whose tokens could be counted.

    >>> token_count("Qui est Paul Renaud ?")
    5
    """
    return len(TOKEN.findall(text))


def _understood(answer: Answer, words: Words) -> str:
    """The question in full, where the conversation made it another."""
    understood = answer.interpretation
    if understood is None or understood.asked is None:
        return ""
    return f"{words('chat.understood')} {plain(understood.question)}"


def _sources(answer: Answer, words: Words, root: str) -> Iterator[str]:
    """A list of the citations; of a refusal, the passages that come closest, without numbers."""
    if answer.citations:
        yield words("reply.sources")
        for citation in answer.citations:
            yield f"- [{citation.marker}] {_source(citation, words, root)}"
    elif answer.closest:
        yield words("reply.near")
        for citation in answer.closest:
            yield f"- « {plain(citation.quote)} » – {_source(citation, words, root)}"


def _source(citation: Citation, words: Words, root: str) -> str:
    day = words.day(citation.published) if citation.published else words("citation.undated")
    page = words.page(citation.page, citation.page_label) if citation.page else None
    named = ", ".join(filter(None, (citation.outlet, citation.title, day, page)))
    return f"{plain(named)} <{urljoin(root, citation_href(citation))}>"


def plain(text: str) -> str:
    r"""Text that stays text where Markdown is read.

    >>> plain("<img src=x> [a](b) 2 < 3 [1]")
    '\\<img src=x> [a] (b) 2 < 3 [1]'
    """
    return MARKUP.sub(r"\\<", text).replace("](", "] (")
