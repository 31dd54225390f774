"""A sentence as its writer marked it: what is said, and by which markers each part is backed."""

import re
from dataclasses import dataclass

from qa_service.domain.answer import MARKER

# What a renderer might make a link, a picture, a title or code of.
MARKUP = re.compile(
    r"!\[|\]\s?\(|\[[^\]]*\]:|<[a-zA-Z/!][^>]*>?|&(?:#\d+|#x[\da-f]+|\w{2,8});|`|https?:|www\.|javascript:"
    r"|data:\w+/|^\s*(?:#{1,6}\s|>|\|)|\[\[|\{\{|\$\$|~~",
    re.IGNORECASE | re.MULTILINE,
)
GAP = re.compile(r"\[\s?(?:\.\.\.|…)\s?\]")
BULLET = re.compile(r"^\s*(?:[-*•–]|\d{1,2}[.)])\s+")
EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
MARKED = re.compile(rf"(?:\s?{MARKER.pattern})+")
LOOSE = re.compile(r"\[[^\]\d]*\d+(?:\s?[,;–-]\s?\d+)*\]")  # "[1, 2]", "[source 3]"


@dataclass(frozen=True, slots=True)
class Segment:
    """What is said before markers, and the numbers in these."""

    text: str
    markers: tuple[int, ...]


def has_markup(sentence: str) -> bool:
    """Whether something in a sentence is neither words nor a marker.

    >>> [has_markup(text) for text in ("Le port [1].", "Le [port](http://x).", "« Oui [...] » [2]")]
    [False, True, False]
    """
    return MARKUP.search(GAP.sub("", MARKER.sub("", sentence))) is not None


def plain(sentence: str) -> str:
    """The sentence as plain text, with one marker in each pair of brackets.

    >>> plain("- **Le port** rouvre [1, 2].")
    'Le port rouvre [1][2].'
    """
    bare = EMPHASIS.sub("", BULLET.sub("", sentence)).strip()
    return LOOSE.sub(lambda found: "".join(f"[{n}]" for n in re.findall(r"\d+", found[0])), bare)


def segments(sentence: str) -> list[Segment]:
    """The parts of a sentence, each up to its markers; what has none goes with the part before it.

    >>> [(part.text, part.markers) for part in segments("Le port rouvre [1] et Paul paie [2][3].")]
    [('Le port rouvre', (1,)), (' et Paul paie.', (2, 3))]
    """
    found: list[Segment] = []
    place = 0
    for match in MARKED.finditer(sentence):
        text = sentence[place : match.start()]
        numbers = tuple(dict.fromkeys(int(n) for n in MARKER.findall(match[0])))
        if re.search(r"\w", text) or not found:
            found.append(Segment(text, numbers))
        else:
            last = found.pop()
            found.append(Segment(last.text, tuple(dict.fromkeys((*last.markers, *numbers)))))
        place = match.end()
    rest = sentence[place:].rstrip()
    if found and rest and not found[-1].text.rstrip().endswith(rest.strip()):
        last = found.pop()
        found.append(Segment(last.text + rest, last.markers))
    elif not found and re.search(r"\w", rest):
        found.append(Segment(rest, ()))
    return found


def written(parts: list[Segment]) -> str:
    """The parts as one sentence, which ends as sentences do.

    >>> written([Segment("Le port rouvre", (1,)), Segment(" et la ville paie.", (2,))])
    'Le port rouvre [1] et la ville paie. [2]'
    """
    text = ""
    for part in parts:
        marks = "".join(f"[{number}]" for number in part.markers)
        text += f"{part.text.rstrip()} {marks}" if marks else part.text.rstrip()
    return text.strip()
