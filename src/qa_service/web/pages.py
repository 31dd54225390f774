"""The pages: complete without JavaScript; the scripts in web/static only add to them."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import uuid4

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from qa_service.domain.answer import LONGEST_QUESTION, Answer
from qa_service.domain.article import Span
from qa_service.domain.conversation import Conversation, KeptAnswer
from qa_service.domain.errors import NotFound, QuestionError
from qa_service.domain.scope import Scope
from qa_service.domain.warnings import kinds_of
from qa_service.web import answers, views
from qa_service.web.access_log import note_question
from qa_service.web.examples import examples
from qa_service.web.fragments import original_address
from qa_service.web.i18n import COOKIE, LANGUAGES, Words, chosen_language
from qa_service.web.jobs import IngestJobs
from qa_service.web.library_pages import article_extras, gone_page, list_page
from qa_service.web.links import citation_href
from qa_service.web.loading import Loading, Service
from qa_service.web.problems import Problem
from qa_service.wire import CONVERSATION_ID_LIMIT, answer_object, kept_answer_object

YEAR = 365 * 24 * 3600  # seconds


def blueprint(loading: Loading, jobs: IngestJobs) -> Blueprint:
    """The routes of the pages."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def chat() -> ResponseReturnValue:
        return chat_page(loading.service(), uuid4().hex)

    @pages.post("/")
    def ask() -> ResponseReturnValue:
        service = loading.service()
        question = request.form.get("question", "")
        note_question(question)
        conversation_id = conversation_of(request.form)
        try:
            scope = Scope(ignored_dates=tuple(request.form.getlist("ignored_dates")))
            answer = service.ask(question, scope, conversation_id)
        except QuestionError as error:
            said = complaint(question, error)
            turns = service.conversations.answers(conversation_id)
            return chat_page(service, conversation_id, question, said, turns), 422
        if answer.id is None:
            return chat_page(service, conversation_id, turns=[answer])
        return redirect(kept_address(service, answer.id), 303)  # a reload does not ask again

    @pages.get("/articles")
    def articles() -> ResponseReturnValue:
        return list_page(loading.service(), jobs)

    @pages.get("/articles/<article_id>")
    def article(article_id: str) -> ResponseReturnValue:
        service = loading.service()
        try:
            shown = service.article(article_id)
        except NotFound:
            return gone_page(service, article_id)
        quote, short_answer = lit_spans(request.args, shown.text)
        page = shown.page_at(quote.start) if quote else None
        known = service.particulars([article_id])
        warnings = known.warnings.get(article_id, ())
        return render_template(
            "article.html",
            article=shown,
            also_in=known.also_in.get(article_id, ()),
            quoted=quote is not None,
            page=page,
            original=original_address(
                shown.url, quote.of(shown.text) if quote else None, page.number if page else None
            ),
            warnings=warnings,
            is_heading=views.is_heading,
            paragraphs=views.paragraphs(
                shown.text, quote, short_answer, [found.span for found in warnings if found.span]
            ),
            **article_extras(service, shown),
        )

    @pages.app_template_filter()
    def with_language(arguments: MultiDict[str, str], language: str) -> str:
        return urlencode({**arguments.to_dict(), "lang": language})

    @pages.app_context_processor
    def vocabulary() -> dict[str, object]:
        words = Words(chosen_language(request))
        other = next(language for language in LANGUAGES if language != words.language)
        return {
            "t": words,
            "other_language": other,
            "citation_href": citation_href,
            "evidence": answers.evidence,
            "lines_of": answers.lines_of,
            "ignored_dates": answers.ignored_dates,
            "quote_piece": views.quote_piece,
            "reply_pieces": views.reply_pieces,
            "web_address": views.web_address,
            "kinds_of": kinds_of,
        }

    @pages.after_app_request
    def remember_language(response: Response) -> Response:
        if response.mimetype != "text/html":
            return response
        response.headers.setdefault("Cache-Control", "no-cache")
        response.vary.update(["Accept-Language", "Cookie"])
        if request.args.get("lang") in LANGUAGES:
            response.set_cookie(
                COOKIE,
                request.args["lang"],
                max_age=YEAR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure,
            )
        return response

    return pages


def chat_page(
    service: Service,
    conversation_id: str,
    question: str = "",
    complaint: str | None = None,
    turns: Sequence[Answer | KeptAnswer] = (),
    conversation: Conversation | None = None,
) -> str:
    """The chat: empty or with turns, with a question that was refused as it stands if one was."""
    return render_template(
        "chat.html",
        contents=service.contents(),
        examples=examples(service, chosen_language(request)),
        question=question,
        complaint=complaint,
        turns=[turn.answer if isinstance(turn, KeptAnswer) else turn for turn in turns],
        given=[
            kept_answer_object(turn)
            if isinstance(turn, KeptAnswer)
            else answer_object(turn, conversation_id)
            for turn in turns
        ],
        conversation=conversation,
        keeps=service.keeps,
        conversation_id=conversation_id,
        limit=LONGEST_QUESTION,
    )


def conversation_page(service: Service, conversation_id: str) -> str:
    """A kept conversation, to be continued; NotFound where there is none."""
    conversation = service.conversations.conversation(conversation_id)
    turns = service.conversations.answers(conversation_id)
    return chat_page(service, conversation.id, turns=turns, conversation=conversation)


def kept_address(service: Service, answer_id: str) -> str:
    """Where an answer stands in its conversation."""
    kept = service.conversations.answer(answer_id)
    anchor = f"answer-{answer_id}"
    return url_for("kept.conversation", conversation_id=kept.conversation_id, _anchor=anchor)


def conversation_of(form: Mapping[str, str]) -> str:
    """The conversation that a form continues; a new one where it names none."""
    given = form.get("conversation_id", "")
    return given if 0 < len(given) <= CONVERSATION_ID_LIMIT else uuid4().hex


def complaint(question: str, error: QuestionError) -> str:
    """Why the question was not asked, in the reader's language where we know the reason."""
    words = Words(chosen_language(request))
    if not question.strip():
        return words("fail.empty")
    if len(question) > LONGEST_QUESTION:
        return words("fail.long", n=words.number(LONGEST_QUESTION))
    return str(error)


def lit_spans(arguments: Mapping[str, str], text: str) -> tuple[Span | None, Span | None]:
    """The quote and the short answer that `citation_href` put into an address.

    A quote that does not lie within the text counts as none, and so does an answer that does not
    lie within the quote: an address that was cut or changed still shows the article.
    """
    whole = Span(0, len(text))
    quote = views.named_span(arguments.get("start"), arguments.get("end"), whole)
    if quote is None:
        return None, None
    given = arguments.get("answer_start"), arguments.get("answer_end")
    return quote, views.named_span(*given, within=quote)


def error_page(problem: Problem) -> Response:
    """The problem as a page; one that waits and tries again while the archive is opened."""
    preparing = problem.status == 503 and "Retry-After" in problem.headers
    page = render_template("preparing.html" if preparing else "error.html", problem=problem)
    return Response(page, status=problem.status, headers=problem.headers, mimetype="text/html")
