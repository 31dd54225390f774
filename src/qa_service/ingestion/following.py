"""The files and folders that an archive follows."""

from collections.abc import Container, Iterable
from datetime import date
from pathlib import Path

from qa_service.domain.errors import UsageError
from qa_service.domain.reports import SourceSummary
from qa_service.ingestion.sources import covered, resolve
from qa_service.ingestion.spelling import on_disk, one_name
from qa_service.store.catalogue import Catalogue


def followed(catalogue: Catalogue) -> list[Path]:
    """All of them, as the disk has their names, whether they are there just now or not."""
    return [on_disk(Path(source)) for source in catalogue.sources()]


def chosen(catalogue: Catalogue, paths: list[Path], default: Path) -> list[Path]:
    """What to ingest: the paths given, or else all that are followed, or else the default one.

    Raises UsageError where one given, or the default, does not exist.
    """
    return resolve(paths) or followed(catalogue) or resolve([default])


def follow(catalogue: Catalogue, paths: list[Path], default: Path) -> list[Path]:
    """The same, remembered from now on."""
    sources = chosen(catalogue, paths, default)
    _remember(catalogue, sources)
    return sources


def _remember(catalogue: Catalogue, sources: list[Path]) -> None:
    for path in sources:
        if not covered(path, followed(catalogue)):
            catalogue.add_source(str(path))


def chosen_besides(
    catalogue: Catalogue, paths: list[Path], default: Path, fetched: list[Path]
) -> list[Path]:
    """The paths given, or else all that are followed beside the folder of what was fetched.

    Where there is such a folder, the default one need not be there. Raises UsageError as `chosen`.
    """
    if fetched and not paths and not followed(catalogue) and not default.exists():
        return fetched
    return [*chosen(catalogue, paths, default), *([] if paths else fetched)]


def follow_besides(
    catalogue: Catalogue, paths: list[Path], default: Path, fetched: list[Path]
) -> list[Path]:
    """The same, remembered from now on, but for the folder of what was fetched."""
    sources = chosen_besides(catalogue, paths, default, fetched)
    _remember(catalogue, [path for path in sources if path not in fetched])
    return sources


def unfollow(catalogue: Catalogue, paths: list[Path]) -> int:
    """Follows them no longer and forgets their articles, of which it returns the number.

    What another source holds too is kept. Raises UsageError for one that is not followed, before
    anything is forgotten.
    """
    there = {one_name(source): source for source in catalogue.sources()}
    leaving = {_followed_as(path, there): path for path in paths}
    for name, path in leaving.items():
        if name not in there:
            raise UsageError(f"{path} is not followed. See what is with: qa-service sources list")
    staying = [Path(source) for name, source in there.items() if name not in leaving]
    left = [Path(name) for name in leaving]

    def leaves(path: str) -> bool:
        return covered(Path(path), left) and not covered(Path(path), staying)

    gone = {path: file.articles for path, file in catalogue.files().items() if leaves(path)}
    for file in gone:
        catalogue.forget_file(file)
    for place in catalogue.removals.places():
        if leaves(place.path):
            catalogue.removals.forget_file(place.path)
    catalogue.failures.forget(filter(leaves, catalogue.failures.paths()))
    for name in leaving:
        catalogue.remove_source(there[name])
    return sum(gone.values())


def _followed_as(path: Path, there: Container[str]) -> str:
    """The name of a source that is given, which may be a link that is followed as such."""
    absolute = one_name(path.absolute())
    return absolute if absolute in there else one_name(on_disk(path).resolve())


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
