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
    0.5502,
    0.0141,
    0.3164,
)
READING_ACROSS = (
    0.5629,
    0.5535,
    0.2371,
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
    -9.9507,
    0.3005,
    0.3916,
    -0.1294,
    0.0478,
    0.4668,
    1.4015,
    6.1996,
    1.025,
)
CONFIDENCE_READ_ACROSS = (
    -22.7307,
    0.1997,
    0.2302,
    -0.0394,
    -0.0331,
    0.5287,
    0.3501,
    24.1959,
    0.2596,
)
# the confidence from which a question is answered, the answer likely, and sure
ANSWERED_FROM = 0.15
LIKELY_FROM = 0.235
SURE_FROM = 0.79
