"""Embeds an archive with another model, from the texts that the catalogue holds."""

from qa_service.domain.reports import Progress
from qa_service.ingestion.pipeline import Draft, Encoder, batches, texts_of
from qa_service.store.catalogue import Catalogue
from qa_service.store.renewal import Renewal


def reembed(catalogue: Catalogue, renewal: Renewal, encoder: Encoder, progress: Progress) -> None:
    """Makes the vectors that `renewal` lacks; what a crash leaves undone is done by the next call.

    `progress` counts articles.
    """
    missing, done = renewal.missing(), 0
    drafts = (
        Draft(entry.article, "", entry.passages, entry.sentences)
        for entry in catalogue.entries(missing)
    )
    for batch in batches(drafts):
        texts = texts_of(batch)
        vectors = dict(zip(texts, encoder.encode(texts), strict=True))
        for draft in batch:
            renewal.put(draft.entry(vectors))
        done += len(batch)
        progress(done, len(missing), batch[-1].article.title)
