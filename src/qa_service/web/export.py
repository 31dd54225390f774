"""A conversation as a file of its own: Markdown, or HTML that needs nothing else.

Texts of articles, questions and answers stay texts in both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

from flask import render_template, request
from werkzeug.utils import secure_filename

from qa_service.domain.answer import Answer, Citation, Standing
from qa_service.domain.conversation import Conversation, KeptAnswer
from qa_service.web.answers import evidence, marked_text
from qa_service.web.fragments import original_address
from qa_service.web.i18n import Words, chosen_language
from qa_service.web.links import citation_href

Form = Literal["markdown", "html"]
_INLINE = re.compile(r"[\\`*_\[\]<>&|~#]")
_OPENING = re.compile(r"^(\s*)([+=-]|\d+(?=[.)]))", re.MULTILINE)  # what begins a block


@dataclass(frozen=True, slots=True)
class File:
    """What is downloaded."""

    name: str
    media_type: str
    text: str


def exported(conversation: Conversation, answers: Sequence[KeptAnswer], form: Form) -> File:
    """The conversation in one of these forms, in the language of the request."""
    t = Words(chosen_language(request))
    name = secure_filename(conversation.title)[:80] or "conversation"
    if form == "markdown":
        return File(f"{name}.md", "text/markdown", as_markdown(conversation, answers, t))
    page = render_template(
        "export.html",
        conversation=conversation,
        answers=answers,
        now=datetime.now(UTC),
        facts=facts,
        marked_text=marked_text,
        shown=shown,
        source_link=source_link,
    )
    return File(f"{name}.html", "text/html", page)


def as_markdown(conversation: Conversation, answers: Sequence[KeptAnswer], t: Words) -> str:
    """CommonMark: a heading for each question, below it the answer and its numbered sources."""
    said = t("export.made", moment=t.moment(datetime.now(UTC)))
    blocks = [f"# {escaped(conversation.title)}", escaped(said)]
    for kept in answers:
        blocks += _turn(kept, t)
    return "\n\n".join(blocks) + "\n"


def _turn(kept: KeptAnswer, t: Words) -> list[str]:
    answer = kept.answer
    blocks = [f"## {escaped(' '.join(answer.question.split()))}"]
    if answer.interpretation and answer.interpretation.asked:
        blocks.append(escaped(f"{t('chat.understood')} {answer.interpretation.question}"))
    blocks.append(escaped(marked_text(answer, t)))
    if answer.reason:
        blocks.append(escaped(answer.reason))
    blocks.append(f"*{escaped(facts(kept, t))}*")
    if answer.choices:
        blocks.append("\n".join(f"- {escaped(choice)}" for choice in answer.choices))
    if sources := shown(answer):
        blocks.append(f"### {t('chat.sources' if answer.citations else 'chat.near')}")
        blocks += [_source(citation, t) for citation in sources]
    return blocks


def facts(kept: KeptAnswer, t: Words) -> str:
    """How sure an answer is, of when what it rests on is, what was searched and when it was given.

    Without them a doubtful answer would look like any other.
    """
    answer, known = kept.answer, []
    if answer.assurance:
        known += [t(f"assurance.{answer.assurance}"), evidence(answer, t)]
    if answer.interpretation and answer.interpretation.binding:
        named = dict.fromkeys(answer.interpretation.binding)
        periods = ", ".join(f"{one.text} ({t.period(one.period)})" for one in named)
        known.append(f"{t('period.searched')} {periods}")
    return " · ".join([*known, t("answer.given", moment=t.moment(kept.at))])


def _source(citation: Citation, t: Words) -> str:
    """An item of a numbered list: where it stands, the quote, what became of it, a link."""
    date = t.day(citation.published) if citation.published else t("date.unknown")
    if citation.published_from == "inferred":
        date += f" ({t('date.inferred')})"
    page = t.page(citation.page, citation.page_label) if citation.page else None
    where = ", ".join(filter(None, (citation.outlet, citation.title, date, page)))
    lines = [f"{citation.marker}. {escaped(where)}"]
    lines.append("\n".join(f"> {line}" for line in escaped(citation.quote).split("\n")))
    if citation.standing is not Standing.STANDS:
        lines.append(f"*{escaped(t(f'citation.{citation.standing}'))}*")
    if link := source_link(citation):
        lines.append(f"<{quote(link, safe=_IN_ADDRESSES)}>")
    indent = " " * len(f"{citation.marker}. ")
    return "\n\n".join(lines).replace("\n", f"\n{indent}").replace(f"\n{indent}\n", "\n\n")


_IN_ADDRESSES = "%/:?#[]@!$&'()*+,;=~"


def escaped(text: str) -> str:
    r"""Words that Markdown shows as they are, line by line.

    >>> print(escaped("<b> [1]\n# 2"))
    \<b\> \[1\]\
    \# 2
    """
    plain = _INLINE.sub(r"\\\g<0>", "\n".join(filter(str.strip, text.splitlines())))
    plain = _OPENING.sub(_behind_a_backslash, plain)
    return "\\\n".join(line.strip() for line in plain.split("\n"))


def _behind_a_backslash(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark}\\" if mark.isdigit() else f"{match[1]}\\{mark}"


def shown(answer: Answer) -> Sequence[Citation]:
    """What an answer quotes, or a refusal shows instead."""
    return answer.citations or answer.closest


def source_link(citation: Citation) -> str | None:
    """The article where it was published, of a PDF its page, else here; None without either."""
    original = original_address(citation.url, page=citation.page)
    if original or citation.standing is Standing.GONE:
        return original
    return citation_href(citation, absolute=True)
