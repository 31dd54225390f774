"""Whether a statement gives a reason where the evidence has one thing beside the other."""

import re

from qa_service.answering.checking.ground import Ground
from qa_service.text.folding import folded

# What joins a cause and its effect, in folded text.
REASON = re.compile(
    r"\b(?:parce qu|a cause d|en raison d|grace a|du fait d|puisqu|faute d|sous l'effet d|"
    r"(?:est|sont|etait|etaient) dus? a|due? au|dues? a|provoqu|entrain(?:e|a|ant|er)\b|"
    r"(?<!en )(?<!a )caus(?:e|a|er|ee?s?|ent)\b|"
    r"(?:a|ont|avait|est|sont|s') (?:decoul|result)|decoul|par consequent|en consequence|"
    r"consequence|imputable|a la suite d|suite a|c'est pourquoi|conduit a|amene a|pousse[er]? a|"
    r"because|due to (?:an?|the|its|his|her|their|this|\w+ing|lack|rising|high)\b|owing to|"
    r"thanks to|caus(?:ed|ing)\b|led to|leads to|result(?:s|ed)? (?:in|from)|"
    r"as a result|therefore|since it|prompted|triggered)"
)
# What evidence may give a reason by; looser, since a statement may put it into plain words.
GIVEN = re.compile(
    r"\b(?:parce qu|cause|raison|grace a|du fait|puisqu|faute d|effet|dus? a|dues? a|due? au|"
    r"provoqu|entrain|"
    r"decoul|result|consequen|imput|suite a|a la suite|pourquoi|condui|amen|pouss|car\b|expliqu|"
    r"invoqu|attribu|tient a|motif|justifi|ce qui|ainsi|donc|permet|permis|pour\b|afin|"
    r"in order|because|due to (?:an?|the|its|his|her|their|this|\w+ing|lack|rising|high)\b|owing|"
    r"thanks|led|leads|since|so that|therefore|explain|en \w+ant\b|declench|oblig|"
    r"contrain|menac|favoris|suscit|expos|sanction|fait de|en reaction|en reponse|face a|trop)"
)


def gives_reason(text: str, ground: Ground) -> bool:
    """Whether a statement says why something is so, and its evidence does not."""
    return _has(REASON, text) and not _has(GIVEN, ground.evidence.quote)


def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(folded(text).replace("’", "'")) is not None
