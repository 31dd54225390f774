"""Whom a mention means: the person named before, where only one can be meant."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from qa_service.text.first_names import gender_of
from qa_service.text.folding import folded
from qa_service.text.speech.mentions import Mention, Sort
from qa_service.text.speech.words import ARTICLES, BODIES, HONORIFICS, PERSONAL, TELLERS

NEAR = 3  # sentences back in which a person is still at hand
# Titles that mean the same office.
SAME_OFFICE = (
    (("chef", "diplomatie"), ("ministre", "étrangères")),
    (("chef", "état"), ("président", "république"), ("président", "")),
    (("chef", "gouvernement"), ("premier", "ministre"), ("première", "ministre")),
    (("patron", "syndicat"), ("secrétaire", "général")),
    (("édile", ""), ("maire", "")),
    (("locataire", "élysée"), ("président", "république"), ("chef", "état")),
)

# With these begin places, bodies and broadcasters.
PLACES = frozenset(
    "france europe radio télé ouest sud nord nouvelle nouveau saint-denis los las new san santa "
    "union parti ligue conseil sky grand grande royaume-uni états-unis etats-unis cour "
    "assemblée sénat maison airbus google facebook twitter coupe champions jeux premier "
    "première moyen-orient afrique amérique asie côte ile-de-france île-de-france rassemblement "
    "front médecins amnesty human human-rights reporters organisation agence centre institut "
    "université hôpital".split()
)


MEDIA = frozenset(
    "match matin parisien figaro presse news tv radio times post hebdo monde magazine journal "
    "télé web world records info soir dimanche express point libération mediapart huffpost bleu "
    "inter women foundation télévisions gazette courrier dépêche canard enchaîné nouvelles actu "
    "closer voici gala public obs marianne valeurs actuelles capital forbes guardian mail sun "
    "mirror bild spiegel press associated reuters agency france plus hollywood".split()
)
OUTLETS = frozenset(
    "quotidien hebdomadaire journal magazine mensuel site chaîne radio revue".split()
)


@dataclass(slots=True)
class Person:
    """Somebody whom the article names."""

    name: str
    gender: str | None
    roles: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    seen: int = 0  # the sentence that mentions them last


class Speakers:
    """The persons of one article, in the order in which it names them."""

    def __init__(self) -> None:
        self._persons: list[Person] = []
        self._topic: Person | None = None  # who spoke last, or whom the last sentence is about
        self._group: str | None = None  # the same, of several
        self._sentence = 0
        self._named_last: Person | None = None  # in the sentences before

    def next_sentence(self) -> None:
        self._sentence += 1
        met = [person for person in self._persons if person.seen == self._sentence - 1]
        self._named_last = met[-1] if met else None

    def meet(self, mention: Mention) -> Person | None:
        """Remembers a person that a sentence names; gives who it is."""
        if mention.sort is not Sort.NAME or mention.name is None or mention.plural:
            return None
        person = self._known(mention.name)
        if person is None:
            if not is_person(mention):
                return None
            person = Person(mention.name, gender_of(mention.name))
        else:
            self._persons.remove(person)
        self._persons.append(person)  # in the order in which they were named last
        if len(mention.name.split()) > len(person.name.split()):
            person.name = mention.name
        person.gender = person.gender or mention.gender
        if mention.role and (mention.role, mention.of) not in person.roles:
            person.roles.append((mention.role, mention.of))
        person.seen = self._sentence
        return person

    def describe(self, person: Person, role: str, of: frozenset[str]) -> None:
        """Remembers what the article says that a person is: "Paul Renaud, maire de Valmer"."""
        person.roles.append((role, of))

    def about(self, person: Person | None) -> None:
        """Says whom the sentence is about."""
        if person is not None:
            self._topic = person

    def name_of(self, mention: Mention, before: Sequence[Person] = ()) -> str | None:
        """Whom a mention means; `before` are the persons that the same sentence names before it.

        The mention's own words where it is no pronoun and might mean several.
        """
        if mention.sort is Sort.PRONOUN:
            return self._by_pronoun(mention, before)
        if mention.plural:
            self._group = mention.text
            return mention.name or mention.text
        person = self._by_name(mention) if mention.sort is Sort.NAME else self._by_title(mention)
        if person is not None:
            person.gender = person.gender or mention.gender
            self._spoke(person)
            return person.name
        found = Person(_plain(mention), mention.gender, seen=self._sentence)
        if mention.role:
            found.roles.append((mention.role, mention.of))
        spoken_of = mention.sort is Sort.TITLE or mention.text.split()[0].lower() in ARTICLES
        if (
            spoken_of
            and mention.role not in OUTLETS
            and not MEDIA & set(found.name.lower().split())
        ):
            self._topic = found  # "il" is no newspaper
        return found.name

    def _spoke(self, person: Person) -> None:
        person.seen = self._sentence
        self._topic = person

    def _by_name(self, mention: Mention) -> Person | None:
        return self.meet(mention) or (self._known(mention.name) if mention.name else None)

    def _known(self, name: str) -> Person | None:
        for person in reversed(self._persons):
            if same_name(name, person.name):
                return person
        return None

    def _by_title(self, mention: Mention) -> Person | None:
        if not mention.definite or mention.role is None or mention.role in BODIES:
            return None
        fitting = [
            person
            for person in self._persons
            if _fits(person, mention.gender)
            and any(_same_office(mention.role, mention.of, *role) for role in person.roles)
        ]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            return None
        if mention.of or not PERSONAL.match(mention.role):
            return None
        return self._only_at_hand(mention.gender)

    def _only_at_hand(self, gender: str | None) -> Person | None:
        near = [
            person
            for person in self._persons
            if self._sentence - person.seen <= NEAR and _fits(person, gender)
        ]
        if len(near) == 1:
            return near[0]
        topic = self._topic
        if topic in self._persons and topic is not None and _fits(topic, gender):
            return topic if self._sentence - topic.seen <= 1 else None
        return None

    def _by_pronoun(self, mention: Mention, before: Sequence[Person]) -> str | None:
        if mention.plural:
            return self._group
        here = [person for person in before if _fits(person, mention.gender)]
        if mention.latter:
            last = here[-1] if here else self._named_last
            if last is None or not _fits(last, mention.gender):
                return None
            self._learn(last, mention)
            return last.name
        if here:
            self._learn(here[0], mention)
            return here[0].name
        topic = self._topic
        if topic is not None and _fits(topic, mention.gender):
            self._learn(topic, mention)
            return topic.name
        fitting = [
            person
            for person in self._persons
            if _fits(person, mention.gender) and self._sentence - person.seen <= NEAR
        ]
        sure = [person for person in fitting if person.gender is not None]
        if len(fitting) == 1 or sure:
            found = max(sure or fitting, key=lambda person: person.seen)
            self._learn(found, mention)
            return found.name
        return None

    def _learn(self, person: Person, mention: Mention) -> None:
        person.gender = person.gender or mention.gender
        self._spoke(person)


def is_person(mention: Mention) -> bool:
    """Whether a name is a person's rather than a body's or a place's: two capitalised words, or
    one under a title.
    """
    name = mention.name or ""
    words = [word for word in name.split() if word[0].isupper() and not word.isupper()]
    if MEDIA & {word.lower() for word in name.split()}:
        return False
    if mention.text.split()[0].lower() in HONORIFICS:
        return True
    if name.split()[0].lower() in PLACES or re.match(r"(?:Le|La|Les|L['’])\s?\w+$", name):
        return False
    if mention.role is None:
        known = len(words) == 1 and gender_of(name) is not None
        begun = name.split()[0].lower() in ARTICLES - {"le", "la"} or mention.text[0].islower()
        return (len(words) >= 2 or known) and mention.text == name and not begun
    if mention.role in BODIES | TELLERS:
        return False
    return len(words) >= 2 or bool(PERSONAL.match(mention.role))


def same_name(one: str, other: str) -> bool:
    """Whether two forms of a name can be the same person's: by the last word, and all others met.

    >>> same_name("Velimov", "Andrej Vélimov"), same_name("Paul Renaud", "Marie Renaud")
    (True, False)
    """
    short, long = sorted((folded_words(one), folded_words(other)), key=len)
    if not short or not long:
        return False
    if len(short) == 1:
        return short[0] == long[-1] or (len(short[0]) > 3 and short[0] in long[1:])
    return set(short) <= set(long) and short[-1] == long[-1]


@lru_cache(maxsize=4096)
def folded_words(name: str) -> tuple[str, ...]:
    """The words of a name in lower case without accents, without "M." and its like."""
    words = re.findall(r"\w+", folded(name))
    return tuple(word for word in words if word not in HONORIFICS | {"m"})


def _fits(person: Person, gender: str | None) -> bool:
    if person.gender is None or gender is None:
        return True
    return person.gender == gender


def _same_office(role: str, of: frozenset[str], other: str, other_of: frozenset[str]) -> bool:
    """Whether two titles can be one: the same noun, and no complement that contradicts."""
    if _stem(role) == _stem(other):
        return not of or not other_of or bool(of & other_of)
    for offices in SAME_OFFICE:
        if _is_office(role, of, offices) and _is_office(other, other_of, offices):
            return True
    return False


def _is_office(role: str, of: frozenset[str], offices: tuple[tuple[str, str], ...]) -> bool:
    return any(role == head and (not rest or rest in of) for head, rest in offices)


def _stem(role: str) -> str:
    """ "élue" is "élu", "directrice" "directeur"."""
    return re.sub(r"(?:trice|teur)$", "t", re.sub(r"(?<=[éntd])e$", "", role))


def _plain(mention: Mention) -> str:
    return mention.name if mention.name and mention.role is None else mention.text
