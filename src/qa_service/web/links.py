"""Addresses of pages that show what an answer names."""

from flask import url_for

from qa_service.domain.answer import Citation, Standing


def citation_href(citation: Citation, absolute: bool = False) -> str:
    """The article's page with the quote lit, and the short answer in it if there is one.

    Without anything lit where other words stand in that place by now.
    """
    if citation.standing is not Standing.STANDS:
        return url_for("pages.article", article_id=citation.article_id, _external=absolute)
    return url_for(
        "pages.article",
        article_id=citation.article_id,
        start=citation.start,
        end=citation.end,
        answer_start=citation.answer_start,
        answer_end=citation.answer_end,
        _anchor="quote",
        _external=absolute,
    )
