"""Who says so: whom a statement credits with it, and whose claim it is in the evidence."""

import re
from functools import lru_cache

from qa_service.answering.checking.ground import Ground
from qa_service.answering.checking.lexicon import are_synonyms, meanings, neutral, stem
from qa_service.answering.checking.parsing import Parsed, Sort, parsed
from qa_service.domain.speech import Speech
from qa_service.text.folding import folded
from qa_service.text.speech import speeches
from qa_service.text.speech.verbs import lexicon
from qa_service.text.speech.words import ARTICLES

CLAIMED = 0.5  # share of a statement's matched words from which it is what somebody says
CUES = frozenset(
    "selon d'apres avis according parle evoque voit refuse dement regrette espere redoute craint "
    "souhaite veut demande reclame exige promet propose salue denonce critique accuse reproche "
    "attribue peur presente comptabilise recense evalue chiffre believes thinks considers argues "
    "insists observes notes expects feels deplores regrets welcomes complains sees view admits "
    "table affirme rappelle estime insiste juge considere plaide appelle invite attend "
    "wants calls urges recalls hopes fears denies accuses promises voulait souhaitait".split()
)
# The article itself, however it is called.
MEDIA = frozenset(
    "article texte auteur media journal quotidien hebdomadaire presse redaction site correspondant "
    "journaliste articles report paper newspaper outlet".split()
)
VIEWS = frozenset(  # verbs of whom the quote names, that make the rest this person's view
    "attribue attribuent voit voient juge jugent estime estiment considere considerent impute "
    "explique "
    "interprete redoute craint espere soupconne attributes sees considers fears hopes "
    "blames".split()
)
GOVERNMENTS = frozenset(stem(one, "fr") for one in "gouvernement autorités pouvoir junte".split())
ENDING = 8  # words at the end of a quote that may credit somebody with all of it
APPOSED = re.compile(r", ((?:[A-ZÀ-Ý][\w’'-]+ ?)+)")  # "l'exploitant, Transvia"
PHRASED = re.compile(  # verbs of speech in two words
    r"\b(?:fai(?:t|sait)|font|a fait|ont fait) (?:etat|savoir|part|valoir|remarquer|observer|"
    r"grief)\b|"
    r"\ba(?:vait)? compte\b|\bs'interroge|\baux yeux\b|\ba en croire\b"
)
OPINION = re.compile(r"\s*(?:Pour|For) [^,]{3,60}, ")
PERSON = re.compile(r"[A-ZÀ-Ý][\w’'-]+ (?:\w+ )?[A-ZÀ-Ý]")


@lru_cache(maxsize=256)
def told_in(sentence: str, language: str) -> tuple[Speech, ...]:
    """The speeches of a sentence that a model wrote."""
    return tuple(speeches(sentence, language))


def has_other_voice(sentence: str, segment: str, claim: Parsed, ground: Ground) -> bool:
    """Whether a statement credits another with it than the evidence does, or nobody.

    `segment` is the part of the sentence that the evidence shall support, `claim` its words.
    """
    credited = [one.speaker for one in told_in(segment, claim.language) if one.speaker]
    owners = _owners(claim, ground)
    if not owners and not credited and _is_view(sentence, claim, ground):
        return True
    if owners and not any(
        _is_credited(one, sentence, claim.language, ground) or _announces(one, claim, ground)
        for one in owners
    ):
        return True
    owner = owners[0] if owners else None
    return any(not _may_say(speaker, owner, claim.language, ground) for speaker in credited)


def _is_view(sentence: str, claim: Parsed, ground: Ground) -> bool:
    """Whether the evidence is how somebody sees it, and the statement names nobody who does."""
    if has_cue(sentence, claim.language):
        return False
    words = ground.quote.words
    for n, word in enumerate(words):
        behind = {one.low for one in words[n + 1 : n + 7]}
        if word.low in VIEWS and any(one.sort is Sort.NAME for one in words[:n]):
            return not {one.key for one in words[:n] if one.sort is Sort.NAME} & {
                one.key for one in claim.words
            }
        if word.low in ("selon", "according") and len(words) - n <= ENDING and not behind & MEDIA:
            return not behind & (MEDIA | {one.low for one in claim.words if one.key})
    return False


def spoken_keys(segment: str, language: str) -> frozenset[str]:
    """The keys of those whom a statement credits."""
    speakers = [one.speaker for one in told_in(segment, language) if one.speaker]
    return frozenset(key for one in speakers for key in _identifying(one, language))


def _owners(claim: Parsed, ground: Ground) -> list[Speech]:
    """Whose claim the evidence makes of what is stated: none where the article says so itself.

    Where one tells what another says, either will do.
    """
    return [
        speech
        for speech in ground.said
        if _share(claim, speech, ground) >= CLAIMED
        and not is_outlet(_names(speech, ground), ground)
    ]


def _share(claim: Parsed, speech: Speech, ground: Ground) -> float:
    """Which share of the words that statement and quote have in common are the speaker's."""
    quote, text = ground.evidence.sentence, ground.article.text
    start, end = max(speech.start, quote.start), min(speech.end, quote.end)
    inner = _keys(parsed(text[start:end], ground.language))
    outer = _keys(parsed(f"{text[quote.start : start]} … {text[end : quote.end]}", ground.language))
    if claim.language != ground.language:
        return len(inner) / max(1, len(inner | outer))
    mine = _keys(claim)
    said = {key for key in inner if _met(key, mine, ground.language)}
    told = {key for key in outer if _met(key, mine, ground.language)}
    return len(said - told) / len(said | told) if said | told else 0.0


def _keys(text: Parsed) -> set[str]:
    aside = neutral(text.language)
    return {word.key for word in text.words if word.key and word.key not in aside}


def _met(key: str, others: set[str], language: str) -> bool:
    return key in others or any(are_synonyms(key, other, language) for other in others)


def _names(speech: Speech, ground: Ground) -> str:
    """The speaker's name and the words by which the text means it."""
    text, mention = ground.article.text, speech.mention
    told = mention.of(text) if mention else ""
    apposed = APPOSED.match(text, mention.end) if mention else None
    return (
        f"; {_lowered(speech.speaker or '')} ; {_lowered(told)} ; {apposed[1] if apposed else ''}"
    )


def _lowered(speaker: str) -> str:
    """A speaker as within a sentence: "la mairie"."""
    first = speaker.split()[0].lower() if speaker.split() else ""
    return speaker[0].lower() + speaker[1:] if first.rstrip("'’") in ARTICLES | {"l"} else speaker


def is_outlet(speaker: str, ground: Ground) -> bool:
    """Whether a speaker is the article or who published it."""
    words = parsed(f"; {_lowered(speaker)}", ground.language).words
    keys = {word.key for word in words if word.key}
    is_own = bool(keys & ground.outlet_keys) and not keys - ground.outlet_keys - {"agenc"}
    return is_own or any(word.low in MEDIA for word in words)


def _is_credited(owner: Speech, sentence: str, language: str, ground: Ground) -> bool:
    """Whether a sentence says that its owner says so."""
    whole = parsed(sentence, language)
    if not has_cue(sentence, language):
        return False
    told = told_in(sentence, language)
    if owner.speaker is None or any(one.speaker is None for one in told):  # "il" may be anybody
        return True
    voices = _names(owner, ground)
    if is_person(owner.speaker):
        names = {
            word.key
            for word in parsed(voices, ground.language).words
            if word.sort is Sort.NAME and not word.key.startswith("@")
        }
        if names & {word.key for word in whole.words}:
            return True
        return any(_is_described(one.speaker or "", language, ground) for one in told)
    if _heads(voices, ground.language) & {word.key for word in whole.words}:
        return True
    if any(_is_meant(one.speaker or "", voices, language, ground) for one in told):
        return True
    if language != ground.language:
        return True
    return any(is_outlet(one.speaker or "", ground) for one in told)


def _heads(voices: str, language: str) -> set[str]:
    """The names of those who speak, and the nouns that head their titles."""
    heads = set[str]()
    for part in voices.split(" ; "):
        words = [word for word in parsed(f"; {part.strip('; ')}", language).words if word.key]
        heads.update(word.key for word in words if word.sort is Sort.NAME)
        heads.update(word.key for word in words[:1])
        if words and words[0].key in GOVERNMENTS:
            heads.update(word.key for word in words if word.key.startswith("@"))
    return heads


def _is_meant(speaker: str, voices: str, language: str, ground: Ground) -> bool:
    """Whether "cet homme politique" can mean a person whom the context names."""
    names = {w.key for w in parsed(f"; {speaker}", language).words if w.sort is Sort.NAME}
    is_title = re.match(r"; (?:ce|cet|cette|le|la|l['’])\s?\w", voices.lower()) is not None
    return bool(names) and is_title and names <= ground.around_keys | ground.keys


def _announces(owner: Speech, claim: Parsed, ground: Ground) -> bool:
    """Whether the owner announces what it does itself: that it will needs no "says"."""
    named = [word.low for word in claim.words if word.sort is Sort.NAME or word.is_first]
    own = _identifying(owner.speaker or "", ground.language)
    announced = any(word.key == "annonc" for word in ground.quote.words)
    return announced and bool(named) and named[0] in own


def has_cue(sentence: str, language: str) -> bool:
    """Whether a sentence says that somebody says something."""
    if told_in(sentence, language) or OPINION.match(sentence):
        return True
    forms = lexicon(language)
    lows = re.findall(r"[\w-]+", sentence.lower())
    if PHRASED.search(folded(sentence)):
        return True
    told = any(word in forms.finite or word in forms.participles for word in lows)
    return told or bool(CUES & set(re.findall(r"d'apres|[\w-]+", folded(sentence))))


def is_person(speaker: str) -> bool:
    """Whether a speaker has a name as persons do."""
    return PERSON.match(speaker) is not None


def _may_say(speaker: str, owner: Speech | None, language: str, ground: Ground) -> bool:
    """Whether the evidence lets this speaker say so."""
    if is_outlet(speaker, ground):
        return owner is None or owner.speaker is None or not is_person(owner.speaker)
    keys = _identifying(speaker, language)
    if not keys:
        return True
    if not is_person(speaker) and _is_alike(keys, ground):
        return True
    voices = [_names(one, ground) for one in ground.said] + [ground.evidence.speaker or ""]
    if keys & _identifying(" ; ".join(voices), ground.language):
        return True
    if owner is not None and not is_person(speaker):
        return _is_described(speaker, language, ground)
    if owner is not None:
        return _is_meant(speaker, _names(owner, ground), language, ground)
    return bool(keys & ground.keys) or _is_described(speaker, language, ground)


def _identifying(speaker: str, language: str) -> set[str]:
    """The names in a speaker's words, else the nouns."""
    words = parsed(f"; {_lowered(speaker)}", language).words
    names = {word.key for word in words if word.sort is Sort.NAME and word.key}
    return names or {word.key for word in words if word.key}


def _is_alike(keys: set[str], ground: Ground) -> bool:
    """Whether the quote speaks of a speaker in other words: "municipal" for "la mairie"."""
    known = meanings(ground.language)
    return any(
        (key in known or len(key) > 6) and _met(key, set(ground.keys), ground.language)
        for key in keys
    )


def _is_described(speaker: str, language: str, ground: Ground) -> bool:
    """Whether a title is one that the article gives to who speaks in the quote."""
    words = [word for word in parsed(f"; {_lowered(speaker)}", language).words if word.key]
    if not words or any(word.sort is Sort.NAME and word.key[0] != "@" for word in words):
        return False
    return {word.key for word in words} <= ground.keys | ground.around_keys
