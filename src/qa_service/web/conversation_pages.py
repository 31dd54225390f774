"""The pages of what is kept: the list of conversations, one of them, one answer."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from qa_service.domain.conversation import LONGEST_TITLE, Conversation, Rating
from qa_service.domain.errors import TitleError
from qa_service.text.folding import folded
from qa_service.web.i18n import Words, chosen_language
from qa_service.web.keeping import Conversations, listing
from qa_service.web.loading import Loading
from qa_service.web.pages import conversation_page

AROUND = 80  # characters before and after what was searched for
DONE = ("renamed", "deleted", "all_deleted")  # what the list says was just done


def blueprint(loading: Loading) -> Blueprint:
    """The routes, complete without a script."""
    pages = Blueprint("kept", __name__)

    @pages.get("/conversations")
    def conversations() -> ResponseReturnValue:
        return list_page(loading)

    @pages.post("/conversations")
    def delete_all() -> ResponseReturnValue:
        loading.service().conversations.delete_all()
        return back("all_deleted")

    @pages.get("/conversations/<conversation_id>")
    def conversation(conversation_id: str) -> ResponseReturnValue:
        return conversation_page(loading.service(), conversation_id)

    @pages.post("/conversations/<conversation_id>/rename")
    def rename(conversation_id: str) -> ResponseReturnValue:
        kept = loading.service().conversations
        try:
            kept.rename(conversation_id, request.form.get("title", ""))
        except TitleError:
            t = Words(chosen_language(request))
            return list_page(loading, t("conversations.bad_title", n=LONGEST_TITLE)), 422
        return back("renamed")

    @pages.post("/conversations/<conversation_id>/delete")
    def delete(conversation_id: str) -> ResponseReturnValue:
        loading.service().conversations.delete(conversation_id)
        return back("deleted")

    @pages.get("/answers/<answer_id>")
    def answer(answer_id: str) -> ResponseReturnValue:
        kept = loading.service().conversations.answer(answer_id)
        return render_template("answer.html", kept=kept)

    @pages.post("/answers/<answer_id>/feedback")
    def rate(answer_id: str) -> ResponseReturnValue:
        given = request.form.get("rating")
        rating = Rating(given) if given in set(Rating) else None
        loading.service().conversations.rate(answer_id, rating)
        return redirect(url_for("kept.answer", answer_id=answer_id), 303)

    return pages


def list_page(loading: Loading, complaint: str | None = None) -> str:
    """The list: those that hold the words searched for, a page of them."""
    words = request.values.get("q", "").strip()
    kept = loading.service().conversations
    page = listing(kept, words, request.values.get("page", 1, type=int))
    done = request.args.get("done")
    return render_template(
        "conversations.html",
        page=page,
        search=words,
        holds={one.id: found_in(one, kept, words) for one in page.conversations} if words else {},
        keeps=loading.service().keeps,
        complaint=complaint,
        done=done if done in DONE else None,
    )


def found_in(conversation: Conversation, kept: Conversations, words: str) -> str | None:
    """The first question or answer that holds one of the words, around it; None: the title does."""
    wanted = folded(words).split()
    if all(word in folded(conversation.title) for word in wanted):
        return None
    for one in kept.answers(conversation.id):
        for text in (one.answer.question, one.answer.answer):
            places = [place for word in wanted if (place := folded(text).find(word)) >= 0]
            if places:
                return excerpt(text, min(places))
    return None


def excerpt(text: str, place: int) -> str:
    """Some words around a place in a text.

    >>> excerpt("Le maire promet une seconde digue pour cet été, " * 9, 200)[:40]
    '… seconde digue pour cet été, Le maire p'
    """
    start = max(0, text.rfind(" ", 0, max(0, place - AROUND)))
    end = text.find(" ", place + AROUND)
    cut = text[start : end if end >= 0 else None].strip()
    return f"{'… ' if start else ''}{cut}{' …' if end >= 0 else ''}"


def back(done: str) -> ResponseReturnValue:
    """To the list as it was, which says what was done."""
    words, page = (request.form.get(name) or None for name in ("q", "page"))
    return redirect(url_for("kept.conversations", q=words, page=page, done=done), 303)
