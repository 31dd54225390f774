"""Whether a server could start is known before anything else is done."""

from pathlib import Path
from socket import socket

import pytest

from qa_service.address import check_listening
from qa_service.domain.errors import QAServiceError, StoreInUse
from qa_service.settings import read_settings
from qa_service.store.ownership import Ownership, Served


def test_a_taken_port_is_told_with_both_ways_to_choose_another(tmp_path: Path) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        settings = read_settings({"store": tmp_path, "port": taken.getsockname()[1]})
        with pytest.raises(QAServiceError, match=r"in use\..*make serve PORT=.*serve --port"):
            check_listening(settings)
    check_listening(settings)


def test_so_is_a_store_that_is_served(tmp_path: Path) -> None:
    settings = read_settings({"store": tmp_path, "port": 0})
    owner = Ownership(tmp_path)
    owner.acquire(0, Served("http://127.0.0.1:8000"))
    with pytest.raises(StoreInUse, match="serves it at http://127"):
        check_listening(settings)
    owner.release()
    check_listening(settings)
