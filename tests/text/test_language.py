import sys
from subprocess import run

from qa_service.text.language import LANGUAGES, detect_language
from tests.samples import check_share, rows

# Of 40, which were all right when the rules were made for them.
LEAST_RIGHT = 0.95


def test_detects_the_language_of_short_and_long_text_and_else_keeps_the_default() -> None:
    texts = rows("languages_tuning")
    check_share(texts, lambda row: detect_language(row["text"], row["default"]), LEAST_RIGHT)
    assert {row["expected"] for row in texts} <= set(LANGUAGES)


def test_leaves_the_modules_shared_classifier_alone_and_loads_late() -> None:
    program = (
        "import py3langid.langid as langid\n"
        "from qa_service.text import language\n"
        "assert language._identifier.cache_info().currsize == 0\n"
        "language.detect_language('Who is it?')\n"
        "assert langid.IDENTIFIER is None\n"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
