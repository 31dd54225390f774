"""The files and folders that an archive follows."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from qa_service.domain.errors import UsageError
from qa_service.domain.reports import SourceSummary
from qa_service.ingestion.sources import covered, resolve
from qa_service.store.catalogue import Catalogue


def followed(catalogue: Catalogue) -> list[Path]:
    """All of them, whether they are there just now or not."""
    return [Path(source) for source in catalogue.sources()]


def chosen(catalogue: Catalogue, paths: list[Path], default: Path) -> list[Path]:
    """What to ingest: the paths given, or else all that are followed, or else the default one.

    Raises UsageError where one given, or the default, does not exist.
    """
    return resolve(paths) or followed(catalogue) or resolve([default])


def follow(catalogue: Catalogue, paths: list[Path], default: Path) -> list[Path]:
    """The same, remembered from now on."""
    sources = chosen(catalogue, paths, default)
    for path in sources:
        if not covered(path, followed(catalogue)):
            catalogue.add_source(str(path))
    return sources


def unfollow(catalogue: Catalogue, paths: list[Path]) -> int:
    """Follows them no longer and forgets their articles, of which it returns the number.

    What another source holds too is kept. Raises UsageError for one that is not followed, before
    anything is forgotten.
    """
    there = followed(catalogue)
    leaving = [path.absolute() if path.absolute() in there else path.resolve() for path in paths]
    for path in leaving:
        if path not in there:
            raise UsageError(f"{path} is not followed. See what is with: qa-service sources list")
    staying = [path for path in there if path not in leaving]
    gone = {
        path: file.articles
        for path, file in catalogue.files().items()
        if covered(Path(path), leaving) and not covered(Path(path), staying)
    }
    for file in gone:
        catalogue.forget_file(file)
    for place in catalogue.removals.places():
        if covered(Path(place.path), leaving) and not covered(Path(place.path), staying):
            catalogue.removals.forget_file(place.path)
    for source in leaving:
        catalogue.remove_source(str(source))
    return sum(gone.values())


def summaries(catalogue: Catalogue) -> list[SourceSummary]:
    """What the archive holds of each source; an article that lies in two counts in both."""
    files = {Path(path): file for path, file in catalogue.files().items()}
    found = []
    for source in followed(catalogue):
        within = [file for path, file in files.items() if covered(path, [source])]
        found.append(
            SourceSummary(
                str(source),
                source.exists(),
                sum(file.articles for file in within),
                min(_days(file.first for file in within), default=None),
                max(_days(file.last for file in within), default=None),
            )
        )
    return found


def _days(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]
