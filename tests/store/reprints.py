"""Pairs of invented articles that have one origin, and pairs that have not; drawn from a seed.

    python -m tests.store.reprints SEED...

prints how many are judged rightly. Sentences are made of our own words, so that texts of one
subject share names, phrases and sentence openings as reports of one event do.
"""

import random
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from qa_service.store.catalogue import Catalogue
from qa_service.store.records import Entry
from tests.conftest import PROJECT, article

PLACES = "Valmer Ornac Belcastre Tourvieille Saint-Lys Montrevel Kérovan Aubrac-sur-Mer".split()
PEOPLE = ["Paul Renaud", "Nadia Perrin", "Hugo Lestrade", "Awa Traoré", "Inès Caradec", "Jean Vial"]
SAYING = "déclare explique regrette promet reconnaît répète assure rappelle ajoute prévient".split()
NOUNS = (
    "maire préfet port tramway marché stade hôpital tribunal syndicat chantier budget rapport "
    "barrage collège musée quartier pont train bateau verger moulin théâtre refuge parking canal "
    "cinéma gymnase cimetière phare notaire boulanger vigneron facteur juge ingénieur pompier"
).split()
KINDS = (
    "municipal régional ancien couvert voisin central provisoire inquiet prudent vétuste neuf "
    "privé public fermé saturé inondé rénové menacé célèbre oublié discret solidaire endetté "
    "maritime rural technique national jeune doyen principal suspendu classé gratuit bruyant"
).split()
VERBS = (
    "attend refuse finance critique visite défend abandonne prolonge surveille remplace accueille "
    "inspecte protège démolit agrandit vend rachète contourne approuve conteste soutient retarde "
    "prépare annule partage déplace rassure chiffre négocie occupe vide repeint éclaire compare"
).split()
MANNERS = (
    "désormais prudemment sans délai chaque semaine en silence à contrecœur presque toujours "
    "dès lundi faute de mieux avec méthode rarement cette fois pour de bon malgré tout au plus "
    "vite comme prévu en partie bon gré mal gré d’ici mars à huis clos"
).split()
JOINTS = "avant après contre malgré devant derrière selon pour avec sans sous vers chez".split()
AGENCIES = ["AFP", "APS", "Reuters", "APA", "Belga"]
# what reports of any kind have in common
PHRASES = [
    "Interrogée par nos soins, la direction n’a pas souhaité répondre à nos questions.",
    "Contacté par téléphone, il a renvoyé à un communiqué publié dans la matinée.",
    "L’enquête a été confiée à la gendarmerie, a-t-on appris de source proche du dossier.",
]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, and how the second came about."""

    kind: str
    one: str
    other: str
    is_reprint: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """What reports of one event have in common."""

    place: str
    person: str
    named: tuple[str, ...]


class Desk:
    """Writes articles, reprints and follow-ups."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._corpus = [path.read_text("utf-8") for path in sorted(PROJECT.glob("corpus/*-*.md"))]

    def pairs(self, reprints: int, others: int) -> list[Pair]:
        """So many of each, of all kinds in turn."""
        again = [self.new_headline, self.cut, self.new_lead, self.reordered, self.retouched]
        again += [self.third_kept, self.brief]
        apart = [self.same_subject, self.boilerplate, self.follow_up, self.quoted]
        drawn = [again[n % len(again)]() for n in range(reprints)]
        return drawn + [apart[n % len(apart)]() for n in range(others)]

    # -- texts -------------------------------------------------------------------------------------

    def article(self, subject: Subject | None = None) -> list[str]:
        """Paragraphs of one of our sample articles, each once, or invented ones."""
        if subject is None and self._corpus and self._chance.random() < 0.25:
            lines = self._corpus.pop().split("---")[-1].split("\n")
            return [line for line in lines if len(line.split()) > 5]
        subject = subject or self.subject()
        return [self.paragraph(subject) for _ in range(self._chance.randint(3, 6))]

    def subject(self) -> Subject:
        """A place, a person and what reports of it will call things."""
        pick = self._chance.choice
        place, person = pick(PLACES), pick(PEOPLE)
        named = [f"le {pick(NOUNS)} {pick(KINDS)} de {place}" for _ in range(4)]
        return Subject(place, person, tuple(named))

    def paragraph(self, subject: Subject) -> str:
        return " ".join(self.sentence(subject) for _ in range(self._chance.randint(2, 4)))

    def sentence(self, subject: Subject) -> str:
        pick, number = self._chance.choice, self._chance.randint(2, 980)
        thing = pick(subject.named) if self._chance.random() < 0.4 else self._thing()
        return pick(
            [
                f"À {subject.place}, {thing} {self._does()} {pick(JOINTS)} {self._thing()}.",
                f"« {thing.capitalize()} {self._does()} », {pick(SAYING)} {subject.person}, "
                f"qui compte {number} {pick(KINDS)}s {pick(JOINTS)} {self._thing()}.",
                f"{self._thing().capitalize()} {pick(SAYING)} que {thing} {self._does()} ; "
                f"{self._thing()} {self._does()}.",
                f"Près de {number} habitants demandent pourquoi {thing} {self._does()}.",
                f"Pour {subject.person}, {self._thing()} {self._does()} alors que {thing} "
                f"{pick(VERBS)} {self._thing()}.",
            ]
        )

    def _thing(self) -> str:
        return f"le {self._chance.choice(NOUNS)} {self._chance.choice(KINDS)}"

    def _does(self) -> str:
        pick = self._chance.choice
        return f"{pick(VERBS)} {pick(MANNERS)} {self._thing()}"

    # -- of one origin -----------------------------------------------------------------------------

    def new_headline(self) -> Pair:
        text = self.article()
        return self._reprint("new headline", text, [self.sentence(self.subject()), *text])

    def cut(self) -> Pair:
        text = self.article()
        kept = sorted(self._chance.sample(range(len(text)), max(2, len(text) * 2 // 3)))
        return self._reprint("paragraphs cut", text, [text[n] for n in kept])

    def new_lead(self) -> Pair:
        text = self.article()
        lead = f"{self._chance.choice(PLACES)} ({self._chance.choice(AGENCIES)}) - "
        return self._reprint("new lead", text, [lead + self.paragraph(self.subject()), *text[1:]])

    def reordered(self) -> Pair:
        text = self.article()
        return self._reprint("reordered", text, self._chance.sample(text, len(text)))

    def retouched(self) -> Pair:
        """One word in sixteen is another."""
        text = self.article()
        run = " ".join(text).split()
        for n in range(0, len(run), 16):
            run[(n + self._chance.randrange(16)) % len(run)] = self._chance.choice(NOUNS)
        return self._reprint("retouched", text, [" ".join(run)])

    def third_kept(self) -> Pair:
        """A third of the text, of one piece, with other text of twice its length around it."""
        run = " ".join(self.article()).split()
        length = -(-len(run) // 3)
        start = self._chance.randint(0, len(run) - length)
        kept = " ".join(run[start : start + length])
        around = self._words_of(self.subject(), len(run) - length)
        half = len(around) // 2
        other = f"{' '.join(around[:half])} {kept} {' '.join(around[half:])}"
        return Pair("third kept", " ".join(run), other, True)

    def brief(self) -> Pair:
        """A short version of a long article."""
        text = self.article() + self.article()
        return self._reprint("brief", text, text[:2])

    # -- of different origins ----------------------------------------------------------------------

    def same_subject(self) -> Pair:
        subject = self.subject()
        return self._apart("same subject", self.article(subject), self.article(subject))

    def boilerplate(self) -> Pair:
        one, other = self.subject(), self.subject()
        lead = f"{one.place} ({self._chance.choice(AGENCIES)}) - C’est ce qu’a annoncé mardi "
        lead += f"{self._thing()} dans un communiqué transmis à la presse. "
        phrase = self._chance.choice(PHRASES)
        ours, theirs = self.article(one), self.article(other)
        return self._apart("boilerplate", [lead, *ours, phrase], [lead, *theirs, phrase])

    def follow_up(self) -> Pair:
        """A background paragraph in common, of less than a quarter of the shorter one."""
        subject = self.subject()
        one, other = self.article(subject), self.article(subject)
        shorter = min(len(" ".join(text).split()) for text in (one, other))
        background = " ".join(self._words_of(subject, shorter * self._chance.randint(8, 22) // 100))
        return self._apart("follow-up", [*one, background], [*other[:2], background, *other[2:]])

    def quoted(self) -> Pair:
        """A statement of one or two sentences that both quote."""
        subject = self.subject()
        quote = f"« {self.sentence(subject)} »"
        return self._apart("quoted", [*self.article(), quote], [quote, *self.article(subject)])

    def _words_of(self, subject: Subject, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            found += self.sentence(subject).split()
        return found[:count]

    def _reprint(self, kind: str, one: list[str], other: list[str]) -> Pair:
        return Pair(kind, "\n\n".join(one), "\n\n".join(other), True)

    def _apart(self, kind: str, one: list[str], other: list[str]) -> Pair:
        return Pair(kind, "\n\n".join(one), "\n\n".join(other), False)


@dataclass(frozen=True, slots=True)
class Judged:
    """How many pairs were judged how, and those that were judged wrongly."""

    found: int
    missed: tuple[Pair, ...]
    wrong: tuple[Pair, ...]

    @property
    def f1(self) -> float:
        return 2 * self.found / (2 * self.found + len(self.missed) + len(self.wrong))


def judged(catalogue: Catalogue, pairs: Sequence[Pair]) -> Judged:
    """Stores all texts, and sees which of them are then said to tell one story."""
    for number, pair in enumerate(pairs):
        put(catalogue, f"{number}-one", pair.one)
        put(catalogue, f"{number}-other", pair.other)
    groups = catalogue.carriers()
    linked = [
        pair
        for number, pair in enumerate(pairs)
        if any(one.article_id == f"{number}-other" for one in groups.get(f"{number}-one", ()))
    ]
    return Judged(
        sum(pair.is_reprint for pair in linked),
        tuple(pair for pair in pairs if pair.is_reprint and pair not in linked),
        tuple(pair for pair in linked if not pair.is_reprint),
    )


def put(catalogue: Catalogue, name: str, text: str) -> None:
    """An article without sentences: nothing is embedded."""
    nothing = np.empty((0, 0), np.float32)
    catalogue.put(Entry(article(name, name, text), (), (), nothing), "")


def main(seeds: Sequence[str]) -> None:
    """Prints the figures of each seed."""
    for seed in seeds:
        pairs = Desk(int(seed)).pairs(140, 600)
        with (
            TemporaryDirectory() as folder,
            closing(Catalogue(Path(folder) / "catalogue.sqlite")) as catalogue,
        ):
            found = judged(catalogue, pairs)
        wrong = sorted(pair.kind for pair in (*found.missed, *found.wrong))
        print(f"seed {seed}: {found.found} found, {len(found.missed)} missed, "
              f"{len(found.wrong)} wrong, F1 {found.f1:.3f} {wrong}")  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
