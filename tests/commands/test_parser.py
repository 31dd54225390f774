"""What the command line says of a call that is wrong: by the command it concerns."""

import pytest

from qa_service.cli import main


@pytest.mark.parametrize(
    ("arguments", "usage", "named"),
    [
        ("articles", "articles", "{list,remove,restore}"),
        ("secret", "secret", "{password,token}"),
        ("ask --vite x", "ask", "unrecognized arguments: --vite"),
        ("articles list --vite", "articles list", "unrecognized arguments: --vite"),
    ],
)
def test_the_usage_is_that_of_the_command(
    arguments: str, usage: str, named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments.split())
    told = capsys.readouterr().err
    assert told.startswith(f"usage: qa-service {usage} ")
    assert named in told
    assert told.endswith(f"see qa-service {usage} --help\n")
