"""The letters of languages beyond a to z, as Unicode's CLDR lists them; of other scripts all."""

from collections.abc import Mapping

_CYRILLIC = frozenset("абвгдежзийклмнопрстуфхцчшщьюя")
_ARABIC = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـ")

ALPHABETS: Mapping[str, frozenset[str]] = {
    "ar": _ARABIC,
    "bg": _CYRILLIC | {*"ъ"},
    "ca": frozenset("àçèéíïòóúü"),
    "cs": frozenset("áčďéěíňóřšťúůýž"),
    "da": frozenset("æøåé"),
    "de": frozenset("äöüß"),
    "el": frozenset("αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"),
    "en": frozenset(),
    "es": frozenset("áéíñóúü"),
    "et": frozenset("äõöüšž"),
    "fa": _ARABIC | {*"پچژکگی"},
    "fi": frozenset("åäöšž"),
    "fr": frozenset("àâæçéèêëîïôœùûüÿ"),
    "he": frozenset("אבגדהוזחטיכלמנסעפצקרשתךםןףץ"),
    "hr": frozenset("čćđšž"),
    "hu": frozenset("áéíóöőúüű"),
    "is": frozenset("áðéíóúýþæö"),
    "it": frozenset("àèéìíîòóùú"),
    "lt": frozenset("ąčęėįšųūž"),
    "lv": frozenset("āčēģīķļņšūž"),
    "nl": frozenset("áéëèïíóöúü"),
    "no": frozenset("æøåéèêòóô"),
    "pl": frozenset("ąćęłńóśźż"),
    "pt": frozenset("áâãàçéêíóôõúü"),
    "ro": frozenset("ăâîşţșț"),
    "ru": _CYRILLIC | {*"ёъыэ"},
    "sk": frozenset("áäčďéíľĺňóôŕšťúýž"),
    "sl": frozenset("čšž"),
    "sq": frozenset("çë"),
    "sr": (_CYRILLIC - {*"йщьюя"}) | {*"ђјљњћџ"},
    "sv": frozenset("åäöé"),
    "tr": frozenset("âçğıîöşüû\u0307"),
    "uk": (_CYRILLIC - {*"ъыэ"}) | {*"ґєії"},
}
