"""How much a client may ask of a server in a minute."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quotas:
    """Each is counted for itself; the defaults are more than this program can answer."""

    questions: int = 600
    requests: int = 3000  # whatever they are for, questions among them
    logins: int = 10


DEFAULTS = Quotas()
