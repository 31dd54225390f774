"""Work on a whole store: verify, repair, rebuild, back up, restore.

Where a server owns the store it does the work; where nobody does, this process takes it.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from qa_service.bootstrap import open_archive
from qa_service.domain.errors import BackupError, StoreInUse
from qa_service.domain.reports import Progress
from qa_service.ingestion.reembedding import reembed
from qa_service.loading import Say
from qa_service.models.names import model_name
from qa_service.remote import MENDING, call_owner
from qa_service.settings import Settings
from qa_service.store.archive import CATALOGUE, Archive, open_catalogue
from qa_service.store.backup import back_up, put_back, read_manifest, unpacked
from qa_service.store.catalogue import Catalogue
from qa_service.store.ownership import Ownership, ingestion_lock
from qa_service.store.renewal import Renewal, give_up, renewing
from qa_service.upkeep import article_encoder
from qa_service.wire import Json, backup_object, repair_object, verify_object

PATIENCE = 10.0  # seconds to wait for a store that another command is using


def verify(settings: Settings, say: Say) -> Json:
    """What `Archive.verify` finds; needs no model."""
    return _by_owner(settings, "GET", "/api/verify") or _alone(
        settings, say, lambda archive: verify_object(archive.verify())
    )


def repair(settings: Settings, say: Say) -> Json:
    """What `Archive.repair` did; needs no model."""
    return _by_owner(settings, "POST", "/api/repair") or _alone(
        settings, say, lambda archive: repair_object(archive.repair())
    )


def rebuild(settings: Settings, embed: bool, progress: Progress, say: Say) -> Json:
    """Builds the indexes anew, and embeds all sentences first where the model has changed.

    With `embed` they are embedded even if it has not.
    """
    model = model_name(settings.embedding_model)
    with (
        ingestion_lock(settings.store),
        closing(open_catalogue(settings.store, None, say)) as catalogue,
    ):
        if embed or renewing(catalogue, model):
            return _change_model(settings, catalogue, model, progress, say)
        give_up(catalogue)

    def build(archive: Archive) -> Json:
        archive.rebuild(progress)
        return verify_object(archive.verify())

    return _by_owner(settings, "POST", "/api/rebuild") or _alone(settings, say, build)


def _change_model(
    settings: Settings, catalogue: Catalogue, model: str, progress: Progress, say: Say
) -> Json:
    """The store answers with the model it has until every sentence has its new vector."""
    renewal = Renewal(catalogue, model)
    say(f"Embedding {len(renewal.missing())} articles with {model}; interrupted, it goes on later")
    with article_encoder(settings, say) as encoder:
        reembed(catalogue, renewal, encoder, progress)
    try:
        archive = Archive(settings.store, catalogue, say, wait_seconds=PATIENCE)
    except StoreInUse as error:
        raise StoreInUse(
            f"All articles are embedded with {model}, but the store still answers with the "
            f"model before. Stop {error.address or 'what uses it'} and run qa-service rebuild "
            "again, which takes over at once.",
            error.address,
        ) from error
    with closing(archive):
        say("Building the indexes")
        archive.rebuild(progress, renewal)
        return verify_object(archive.verify())


def backup(settings: Settings, file: Path, force: bool, progress: Progress) -> Json:
    """Writes the store to `file`, whoever uses it meanwhile."""
    if file.exists() and not force:
        raise BackupError(
            f"{file} is there already. Choose another name, or replace it by --force."
        )
    if not (settings.store / CATALOGUE).is_file():
        raise BackupError(f"There is no store in {settings.store}. Choose one with --store.")
    with closing(open_catalogue(settings.store, None)) as catalogue:
        return backup_object(back_up(catalogue, file, progress))


def restore(settings: Settings, file: Path, force: bool, progress: Progress, say: Say) -> Json:
    """Puts a backup in the place of the store, which must be empty unless `force`."""
    store = settings.store
    manifest = read_manifest(file)  # before a folder is made
    with ingestion_lock(store):
        ownership = Ownership(store)
        ownership.acquire(wait_seconds=0)
        try:
            if not force:
                _require_empty(store)
            with unpacked(file, store, progress) as path:
                put_back(path, store / CATALOGUE, progress)
        finally:
            ownership.release()
    say("Building the indexes")
    open_archive(settings, say, any_model=True).close()
    configured = model_name(settings.embedding_model)
    if manifest.model not in (None, configured):
        say(
            f"It was embedded by {manifest.model}, but {configured} is configured. Set "
            "QA_EMBEDDING_MODEL, or embed it anew with: qa-service rebuild"
        )
    return backup_object(manifest.report(file))


def _require_empty(store: Path) -> None:
    if not (store / CATALOGUE).exists():
        return
    with closing(open_catalogue(store, None)) as catalogue:
        articles, asked = catalogue.counts().articles, catalogue.conversations.find(limit=0).total
        if articles or asked or catalogue.sources() or catalogue.web.sources():
            raise BackupError(
                f"The store {store} is not empty (articles: {articles}, conversations: {asked}). "
                "Choose another with --store, or replace what it holds by --force."
            )


def _by_owner(settings: Settings, method: str, path: str) -> Json | None:
    """What the server that owns the store answers, or None where there is none."""
    return call_owner(settings.store, method, path, None if method == "GET" else {}, MENDING)


def _alone(settings: Settings, say: Say, work: Callable[[Archive], Json]) -> Json:
    with closing(open_archive(settings, say, any_model=True)) as archive:
        return work(archive)
