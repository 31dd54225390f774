"""The language of an article or a question, offline.

Long text is left to the classifier. A question is short and full of foreign names, which the
classifier takes for words ("Barkhane" is Dutch to it), so there a question word decides, and
otherwise the default holds unless another language wins clearly.
"""

import re
from collections.abc import Collection
from functools import cache

import py3langid.langid  # type: ignore[import-untyped]  # it ships no types

LANGUAGES = ("fr", "en", "es", "de", "pt", "it", "ar", "ru", "nl")

# From this many letters on, the classifier is right by itself about the nine languages.
LONG = 120
# What another language needs to beat the default in short text, as a share in [0, 1]. Wrong
# guesses on names stay below (Bogdanov, Wagner, Sahel: at most 0.6), "Russia Mali wheat" has 0.76.
CLEAR = 0.65
# A single word is a name more often than not: "Wagner" is no reason to answer in German.
FEWEST_WORDS = 2
# The head of an article says its language; the classifier's time grows with the text.
HEAD = 2_000  # characters

# Words that open a question. Where one word opens it in two languages ("was", "que", "is"), the
# classifier chooses between these.
OPENING_WORDS = {
    "fr": "qui que quoi qu où quand pourquoi comment combien quel quelle quels quelles est-ce "
    "lequel laquelle lesquels lesquelles depuis et est les en",
    "en": "who whom whose what where when why how which did does do has have had is are was were "
    "will can could should would the and",
    "es": "quién quiénes quien quienes qué que dónde donde cuándo cuando cuánto cuánta cuántos "
    "cuántas cuanto cuanta cuantos cuantas cuál cuáles cuál cómo el los fue en",
    "de": "wer wem wen wessen was wie warum wieso weshalb wann wo woher wohin welche welcher "
    "welches wieviel wieviele ist hat der das und",
    "pt": "quem que onde quando quantos quantas quais qual porquê foi não",
    "it": "chi che dove perché quando quanti quante quale quali qual cosa è gli",
    "nl": "wie wat wanneer waar waarom hoeveel welke welk hoe is was het een heeft en",
}
OPENING = 3  # they stand among the first words: "Et combien ...", "À qui ..."
# Between the default and another language that the same word opens, the default's share counts
# this many times.
DEFAULT_WEIGHT = 1.5

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SCRIPTS = {"ar": re.compile(r"[\u0600-\u06ff\u0750-\u077f]"), "ru": re.compile(r"[\u0400-\u04ff]")}


def detect_language(text: str, default: str = "fr") -> str:
    """The ISO 639-1 code of a text's language, one of `LANGUAGES`, or the default if unclear.

    >>> detect_language("Who is Bogdanov?"), detect_language("Wagner ?", default="fr")
    ('en', 'fr')
    """
    words = _WORD.findall(text[:HEAD])
    letters = sum(map(len, words))
    if (script := _by_script(text[:HEAD], letters)) is not None:
        return script
    ranking = _ranking(text[:HEAD])
    if letters >= LONG:
        return ranking[0][0]
    if text.lstrip().startswith("¿"):
        return "es"
    if (opened := _by_opening(words, ranking, default)) is not None:
        return opened
    language, share = ranking[0]
    return language if share >= CLEAR and len(words) >= FEWEST_WORDS else default


def likeliest(text: str, languages: Collection[str]) -> str:
    """The likeliest of many languages, by their ISO 639-1 codes, without regard to what is asked.

    >>> likeliest("Rada miejska przyjęła w czwartek budżet.", ("cs", "fr", "pl"))
    'pl'
    """
    ranking: list[tuple[str, float]] = _all_languages().rank(text[:HEAD])
    return next(language for language, _ in ranking if language in languages)


def _by_script(text: str, letters: int) -> str | None:
    """Of the nine languages one alone writes Arabic letters, and one alone Cyrillic ones."""
    counts = {language: len(script.findall(text)) for language, script in _SCRIPTS.items()}
    language = max(counts, key=lambda code: counts[code])
    return language if counts[language] * 2 > letters else None


def _by_opening(words: list[str], ranking: list[tuple[str, float]], default: str) -> str | None:
    """The likeliest of the languages that the first words can open, if they can open any."""
    opening = {word.lower() for word in words[:OPENING]}
    weighed = [
        (share * (DEFAULT_WEIGHT if language == default else 1), language)
        for language, share in ranking
        if opening & _opening_words().get(language, frozenset())
    ]
    return max(weighed)[1] if weighed else None


def load() -> None:
    """Loads the classifier, for which the first text would wait most of a second."""
    _identifier()


@cache
def _opening_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in OPENING_WORDS.items()}


def _ranking(text: str) -> list[tuple[str, float]]:
    """The languages with their shares in [0, 1], likeliest first."""
    ranking: list[tuple[str, float]] = _identifier().rank(text)
    return ranking


@cache
def _identifier() -> "py3langid.langid.LanguageIdentifier":
    identifier = _classifier()
    identifier.set_languages(LANGUAGES)
    return identifier


@cache
def _all_languages() -> "py3langid.langid.LanguageIdentifier":
    return _classifier()


def _classifier() -> "py3langid.langid.LanguageIdentifier":
    """Our own (0.7 s to load): the module's shared one belongs to whoever imports it."""
    langid = py3langid.langid
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
