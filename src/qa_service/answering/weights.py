"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (
    37.1282,
    58.154,
    -0.0457,
    0.2106,
    4.9125,
    0.596,
    1.8115,
)
RANKING_ACROSS = (
    101.7019,
    70.8269,
    -2.9399,
    0.727,
    -1.6772,
    0.6879,
    0.5881,
)
# of `reading.FEATURES`: the same
READING_WITHIN = (
    0.5028,
    0.1523,
    0.2654,
)
READING_ACROSS = (
    0.5454,
    0.5287,
    0.2126,
)
# intercept, then `refusal.SIGNALS`: the same, where nothing is read
CONFIDENCE_WITHIN = (
    -9.2379,
    5.3774,
    0.4679,
    0.8688,
    0.4066,
    0.8132,
    -0.0365,
    0.3791,
    1.1783,
)
CONFIDENCE_ACROSS = (
    -32.8284,
    35.1254,
    -3.3646,
    5.0701,
    0.48,
    0.9742,
    2.0272,
    0.2878,
    0.0646,
)
# and where passages are read: intercept, then `refusal.READING_SIGNALS`
CONFIDENCE_READ_WITHIN = (
    -12.3989,
    0.3673,
    0.3803,
    -0.1684,
    -0.0003,
    0.5304,
    0.6068,
    9.5045,
    1.0772,
)
CONFIDENCE_READ_ACROSS = (
    -13.8032,
    0.0868,
    0.1695,
    -0.0201,
    0.0836,
    0.5948,
    -1.1141,
    14.7413,
    0.8107,
)
# the confidence from which a question is answered, the answer likely, and sure
ANSWERED_FROM = 0.144
LIKELY_FROM = 0.215
SURE_FROM = 0.838
