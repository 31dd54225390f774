"""Probabilities and their log-odds, in which evidence adds up."""

import math

LEAST = 1e-9  # probability told from none
FARTHEST = 60.0  # log-odds told from certainty


def log_odds(probability: float) -> float:
    """The logarithm of the odds, of 0 and 1 too.

    >>> log_odds(0.5), log_odds(0.0) == -log_odds(1.0)
    (0.0, True)
    """
    return math.log(max(probability, LEAST) / max(1 - probability, LEAST))


def probability(score: float) -> float:
    """What log-odds mean, in [0, 1].

    >>> probability(0.0), round(probability(log_odds(0.3)), 3), probability(1e9)
    (0.5, 0.3, 1.0)
    """
    return 1 / (1 + math.exp(-max(-FARTHEST, min(FARTHEST, score))))
