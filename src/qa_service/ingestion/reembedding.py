"""Embeds an archive with another model, from the texts that the catalogue holds."""

from qa_service.domain.reports import Progress
from qa_service.ingestion.pipeline import Draft, Encoder, batches, embedded
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
        for entry in embedded(batch, encoder):
            renewal.put(entry)
        done += len(batch)
        progress(done, len(missing), batch[-1].article.title)
