"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (
    73.1451,
    43.2966,
    0.5024,
    0.8668,
    0.065,
    0.5421,
    1.6704,
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
    0.5785,
    0.1265,
    0.1866,
)
READING_ACROSS = (
    0.5465,
    0.2117,
    0.2437,
)
# intercept, then `refusal.SIGNALS`: the same, where nothing is read
CONFIDENCE_WITHIN = (
    -23.7751,
    23.039,
    0.9386,
    -1.6637,
    1.613,
    0.2181,
    2.6985,
    -0.9943,
    0.7281,
    -0.0169,
    0.8003,
    0.85,
)
CONFIDENCE_ACROSS = (
    -50.3418,
    55.7763,
    2.8439,
    -7.9034,
    9.6136,
    0.3376,
    0.5149,
    0.7051,
    0.4879,
    3.9273,
    0.397,
    0.2202,
)
# and where passages are read: intercept, `SIGNALS` and `READING_SIGNALS`
CONFIDENCE_READ_WITHIN = (
    -6.8944,
    6.2334,
    -0.4621,
    -0.9793,
    0.8126,
    0.2228,
    1.3276,
    -0.4121,
    1.2681,
    0.2712,
    0.5488,
    -0.5588,
    0.2063,
    0.1776,
    -0.0507,
    0.0718,
    0.0843,
)
CONFIDENCE_READ_ACROSS = (
    -40.6332,
    44.0492,
    1.6106,
    -2.7838,
    1.888,
    0.2933,
    0.6345,
    0.2573,
    1.1364,
    2.2295,
    -0.0548,
    0.6461,
    0.2195,
    0.2478,
    0.0087,
    -0.0331,
    0.6466,
)
# the confidence from which an answer is likely, and from which it is sure
LIKELY_FROM = 0.4
SURE_FROM = 0.8
