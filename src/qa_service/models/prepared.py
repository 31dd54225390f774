"""The folder of the packaged model in a form that libraries load, made on first use."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from filelock import FileLock

from qa_service.models.e5_weights import SHA256, read_weights
from qa_service.models.names import PACKAGED

# Of the folder and what is in it; one of another form is left alone: a program may still use it.
FORM = 3


def prepared_folder(cache: Path) -> Path:
    """Where below `cache` the ready model lies, or will."""
    return cache / f"{PACKAGED}-{SHA256[:12]}-{FORM}"


def prepared_model(weights_file: Path, cache: Path) -> Path:
    """The folder of the ready model below `cache`, made on first use (about 10 s, 480 MB).

    Safe under concurrent and interrupted calls: it is built beside and renamed when complete.
    """
    folder = prepared_folder(cache)
    if folder.is_dir():
        return folder
    from qa_service.models.e5_model import build_model  # torch takes seconds to import

    cache.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if not folder.is_dir():
            building = Path(mkdtemp(prefix="building-", dir=cache))
            try:
                build_model(read_weights(weights_file), building)
                os.replace(building, folder)
            finally:
                shutil.rmtree(building, ignore_errors=True)
    return folder
