import sys
from subprocess import run

import pytest

from qa_service.text.language import LANGUAGES, detect_language

REQUIRED = [
    ("Qui est Assimi Goïta ?", "fr"),
    ("Where did Abdoulaye Diop go?", "en"),
    ("What did the CNT ratify?", "en"),
    ("¿Cuántas toneladas de trigo entregó Rusia?", "es"),
    ("Wie viele Hubschrauber kaufte Mali?", "de"),
    ("Wagner ?", "fr"),
    ("Quando foi assinado o acordo?", "pt"),
    ("Chi è Goïta?", "it"),
    ("Barkhane", "fr"),
    ("Qui est Mikhaïl Bogdanov ?", "fr"),
    ("Who is Bogdanov?", "en"),
    ("Russia Mali wheat", "en"),
    ("Et en 2024 ?", "fr"),
    ("من هو أسيمي غويتا؟", "ar"),
    ("Кто такой Богданов?", "ru"),
]
MORE = [
    ("En juillet ?", "fr"),
    ("Que veut la junte ?", "fr"),
    ("Y a-t-il eu une attaque à Bandiagara ?", "fr"),
    ("Serguei Lavrov", "fr"),
    ("Issa Kaou Djim", "fr"),
    ("G5 Sahel", "fr"),
    ("CNT", "fr"),
    ("Is Mali leaving ECOWAS?", "en"),
    ("And in 2024?", "en"),
    ("Tell me about Wagner", "en"),
    ("Que disse Lavrov?", "pt"),
    ("Donde fue Diop", "es"),
    ("Was kostet der Weizen?", "de"),
    ("Quando è stato firmato l'accordo?", "it"),
    ("Hoeveel helikopters kocht Mali?", "nl"),
    ("Wie ondertekende het akkoord?", "nl"),
    ("", "fr"),
    ("2024 ?", "fr"),
    ("كم عدد المروحيات Mi-35M؟", "ar"),
]


@pytest.mark.parametrize(("text", "language"), REQUIRED + MORE)
def test_detects_the_language_of_short_text(text: str, language: str) -> None:
    assert detect_language(text, "fr") == language


@pytest.mark.parametrize("text", ["Wagner ?", "Barkhane", "2024 ?"])
def test_a_name_keeps_the_default(text: str) -> None:
    assert detect_language(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le marché de Gao a rouvert lundi. Les commerçants y vendent du mil et du sel. " * 3,
            "fr",
        ),
        ("The market of Gao opened again on Monday. Traders sell millet and salt. " * 3, "en"),
        ("Der Markt von Gao hat am Montag wieder geöffnet. Händler verkaufen Salz. " * 3, "de"),
    ],
)
def test_long_text_needs_no_default(text: str, language: str) -> None:
    assert detect_language(text, "pt") == language
    assert language in LANGUAGES


def test_leaves_the_modules_shared_classifier_alone_and_loads_late() -> None:
    program = (
        "import py3langid.langid as langid\n"
        "from qa_service.text import language\n"
        "assert language._identifier.cache_info().currsize == 0\n"
        "language.detect_language('Who is it?')\n"
        "assert langid.IDENTIFIER is None\n"
    )
    assert run([sys.executable, "-c", program], check=False).returncode == 0
