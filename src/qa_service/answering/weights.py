"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (
    23.4348,
    54.8622,
    0.0757,
    0.441,
    4.5415,
    0.4323,
    1.6619,
)
RANKING_ACROSS = (
    46.9255,
    82.1366,
    -2.5712,
    -2.1359,
    -0.4118,
    0.6263,
    1.3546,
)
# intercept, then `refusal.SIGNALS`: the same
CONFIDENCE_WITHIN = (
    -32.4726,
    33.0702,
    3.3277,
    -3.1466,
    2.9905,
    0.3744,
    1.7446,
    1.4887,
    0.2667,
    0.5666,
)
CONFIDENCE_ACROSS = (
    -47.5851,
    53.4608,
    5.7786,
    -11.7159,
    7.9546,
    0.7284,
    0.7855,
    3.8639,
    -0.1763,
    -0.1419,
)
