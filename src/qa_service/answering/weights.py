"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (
    73.4412,
    43.2462,
    0.5136,
    0.8614,
    0.0462,
    0.5448,
    1.6725,
)
RANKING_ACROSS = (
    101.7924,
    70.6987,
    -2.8909,
    0.6926,
    -1.687,
    0.691,
    0.6069,
)
# of `reading.FEATURES`: the same
READING_WITHIN = (
    0.5821,
    0.0675,
    0.1967,
)
READING_ACROSS = (
    0.4903,
    0.1877,
    0.2138,
)
# intercept, then `refusal.SIGNALS`: the same, where nothing is read
CONFIDENCE_WITHIN = (
    -23.6005,
    22.8287,
    0.8298,
    -1.4106,
    1.4909,
    0.2194,
    2.8582,
    -1.1591,
    0.7291,
    -0.0113,
    0.7775,
    0.8493,
)
CONFIDENCE_ACROSS = (
    -50.2678,
    55.8056,
    2.7969,
    -7.9433,
    9.6367,
    0.338,
    0.4891,
    0.7359,
    0.5111,
    3.8924,
    0.406,
    0.1312,
)
# and where passages are read: intercept, `SIGNALS` and `READING_SIGNALS`
CONFIDENCE_READ_WITHIN = (
    -7.9117,
    7.3412,
    -0.0892,
    -1.0777,
    0.8955,
    0.1929,
    1.3952,
    -0.4343,
    1.2368,
    0.4512,
    0.463,
    -0.6653,
    0.1571,
    0.2012,
    -0.0496,
    0.0879,
    0.2346,
)
CONFIDENCE_READ_ACROSS = (
    -41.2973,
    44.6467,
    2.2082,
    -2.4019,
    1.4297,
    0.2519,
    0.6581,
    0.1389,
    0.9624,
    2.3713,
    0.1049,
    0.8412,
    0.2899,
    0.2066,
    0.002,
    -0.0319,
    0.7135,
)
