"""The pages of the library: the list, uploads, updates and their reports, deletion and undo."""

from contextlib import suppress
from functools import partial
from pathlib import PurePath
from typing import Any
from urllib.parse import parse_qs, urlencode

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from qa_service.domain.article import Article
from qa_service.domain.errors import NotFound, UsageError
from qa_service.domain.library import UNDATED, ArticleStatus, Choices
from qa_service.ingestion.readers import SUFFIXES
from qa_service.web import views
from qa_service.web.access import is_own_path
from qa_service.web.filters import filters_of
from qa_service.web.i18n import Words, chosen_language
from qa_service.web.jobs import IngestJobs
from qa_service.web.loading import Loading, Service
from qa_service.web.reasons import reason_in
from qa_service.web.shelving import failure_page
from qa_service.web.uploading import admit_upload, contents

UPLOAD_LIMIT, ARTICLE_LIMIT = "LARGEST_UPLOAD", "LARGEST_ARTICLE"  # settings, in megabytes
ASKED = 10  # questions on the page of an article
FEW = 3  # failures that are folded away only where there is little room


def blueprint(loading: Loading, jobs: IngestJobs) -> Blueprint:
    """The routes, complete without a script."""
    pages = Blueprint("library", __name__)

    @pages.post("/articles")
    def upload() -> ResponseReturnValue:
        admit_upload(request, current_app.config[UPLOAD_LIMIT])
        service = loading.service()
        try:
            delivery = service.library.receive(contents(request.files.getlist("files")))
        except UsageError:
            return list_page(service, jobs, complaint="upload.none"), 422
        job = jobs.start_upload(delivery.uploads, partial(service.take_in, delivery))
        return redirect(url_for("library.job", job_id=job.id), 303)

    @pages.post("/articles/update")
    def update() -> ResponseReturnValue:
        job = jobs.start(loading.service().ingest)
        return redirect(url_for("library.job", job_id=job.id), 303)

    @pages.get("/jobs/<job_id>")
    def job(job_id: str) -> ResponseReturnValue:
        return render_template("job.html", job=jobs.get(job_id))

    @pages.get("/articles/<article_id>/remove")
    def confirm(article_id: str) -> ResponseReturnValue:
        service = loading.service()
        article = service.article(article_id)
        shelved = service.library.shelved(article)
        return render_template("remove.html", article=article, shelved=shelved, back=came_from())

    @pages.post("/articles/<article_id>/remove")
    def remove(article_id: str) -> ResponseReturnValue:
        loading.service().library.remove(article_id)
        return done("removed", article_id)

    @pages.post("/articles/<article_id>/restore")
    def restore(article_id: str) -> ResponseReturnValue:
        loading.service().library.restore(article_id)
        return done("restored", article_id)

    @pages.get("/articles/<article_id>/forget")
    def confirm_forgetting(article_id: str) -> ResponseReturnValue:
        removal = loading.service().library.removal(article_id)
        return render_template("remove.html", article=removal.article, back=came_from())

    @pages.post("/articles/<article_id>/forget")
    def forget(article_id: str) -> ResponseReturnValue:
        loading.service().library.forget(article_id)
        return done("forgotten")

    @pages.post("/failures/<failure_id>/dismiss")
    def dismiss(failure_id: str) -> ResponseReturnValue:
        with suppress(NotFound):  # it is gone by itself, or in another tab
            loading.service().library.dismiss(failure_id)
        return done("dismissed")

    @pages.app_context_processor
    def functions() -> dict[str, object]:
        return {"reason_in": reason_in, "file_name": lambda source: PurePath(source).name}

    return pages


def list_page(service: Service, jobs: IngestJobs, complaint: str | None = None) -> str:
    """The list of articles, limited as its address says."""
    filters, made_sense = filters_of(request.args)
    page = views.page_of(
        lambda start: service.list_articles(
            filters.scope,
            filters.words,
            start,
            dated=filters.dated or None,
            status=filters.status,
        ),
        request.args.get("page", 1, type=int),
    )
    known = service.particulars([article.id for article in page.articles])
    failures = failure_page(service.library, failures_asked_for())
    return render_template(
        "articles.html",
        page=page,
        total=page.total,
        in_bin=service.list_articles(count=1, status=ArticleStatus.REMOVED).total,
        held=None if filters.address else service.contents().held,
        filters=filters,
        options=options(service.library.choices()),
        statuses=known.statuses,
        also_in=known.also_in,
        warnings=known.warnings,
        sources=service.sources(),
        web_sources=service.web_sources(),
        failures=failures,
        few_failures=failures.total <= FEW,
        failures_open=bool({"failures", "dismissed"} & set(request.args)),
        job=jobs.running(),
        complaint=complaint or (None if made_sense else "filter.period"),
        just=just_done(service),
        kinds=", ".join(sorted(SUFFIXES)),
        largest_upload=current_app.config[UPLOAD_LIMIT],
        largest_article=current_app.config[ARTICLE_LIMIT],
        here=own_address(),
    )


def options(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    """What the list can be limited to, each with its name for people."""
    t = Words(chosen_language(request))
    return {
        "outlet": [(outlet, outlet) for outlet in choices.outlets],
        "language": [(code, t.language_name(code)) for code in choices.languages],
        "status": [(status, t(f"status.{status}")) for status in ArticleStatus],
        "dated": [
            (dated, t("filter.undated" if dated == UNDATED else f"date.{dated}"))
            for dated in choices.dated
        ],
    }


def article_extras(service: Service, article: Article) -> dict[str, object]:
    """What the page of an article shows besides it."""
    return {
        "shelved": service.library.shelved(article),
        "asked": service.conversations.asked_of(article.id, 0, ASKED),
    }


def gone_page(service: Service, article_id: str) -> ResponseReturnValue:
    """The page of an article that was deleted, with its undoing. Raises NotFound."""
    return render_template("removed.html", removal=service.library.removal(article_id)), 404


def just_done(service: Service) -> tuple[str, Article | None] | None:
    """What the address says was just done, and to which article, where that is so."""
    try:
        if article_id := request.args.get("removed"):
            return "removed", service.library.removal(article_id).article
        if article_id := request.args.get("restored"):
            return "restored", service.article(article_id)
    except NotFound:
        return None
    told = (what for what in ("forgotten", "dismissed") if what in request.args)
    return next(((what, None) for what in told), None)


def done(what: str, article_id: str = "yes") -> ResponseReturnValue:
    """To the list as it was, which says what was done; from the bin to all articles."""
    path, _, query = came_from().partition("?")
    given = parse_qs(query)
    if what == "restored" and given.get("status") == [ArticleStatus.REMOVED]:
        given = {}  # among the others is where it can be seen
    return redirect(f"{path}?{urlencode({**given, what: article_id}, doseq=True)}", 303)


def came_from() -> str:
    """The list that led here, as its address was."""
    back = request.values.get("back", "")
    return back if is_own_path(back) and is_list(back) else url_for("pages.articles")


def is_list(path: str) -> bool:
    """Whether an address is that of the list."""
    return path.partition("?")[0] == url_for("pages.articles")


def own_address() -> str:
    """This list's address, without what was just done."""
    filters, _ = filters_of(request.args)
    page, failures = request.args.get("page", 1, type=int), failures_asked_for()
    given: dict[str, Any] = filters.address
    if failures > 1:
        given["failures"] = failures
    return url_for("pages.articles", **given, page=page if page > 1 else None)


def failures_asked_for() -> int:
    """The page of what could not be read that the address names, from 1."""
    return request.args.get("failures", 1, type=int)
