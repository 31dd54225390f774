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
    -2.6419,
    0.4348,
    0.3888,
    -0.2226,
    0.0967,
    0.5108,
    0.258,
)
CONFIDENCE_READ_ACROSS = (
    -2.421,
    0.2952,
    0.401,
    -0.098,
    0.0022,
    0.5658,
    -0.5774,
)
# the confidence from which a question is answered, the answer likely, and sure
ANSWERED_FROM = 0.133
LIKELY_FROM = 0.193
SURE_FROM = 0.779
