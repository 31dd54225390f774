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
    46.9236,
    82.1366,
    -2.5712,
    -2.1359,
    -0.4113,
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
    -47.2213,
    52.7324,
    5.8696,
    -11.448,
    9.0698,
    0.4913,
    0.7621,
    3.7265,
    -0.1323,
    0.1742,
)
# of `reading.FEATURES`, and of intercept, `refusal.SIGNALS` and `refusal.READING_SIGNALS`
READING_WITHIN = (1.0, 0.0, 0.0, 1.0, 1.0)
READING_ACROSS = (1.0, 0.0, 0.0, 1.0, 1.0)
CONFIDENCE_READ_WITHIN = (0.0,) * 15
CONFIDENCE_READ_ACROSS = (0.0,) * 15
