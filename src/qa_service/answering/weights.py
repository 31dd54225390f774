"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (
    71.578,
    41.866,
    0.467,
    1.026,
    -0.157,
    0.509,
    1.675,
)
RANKING_ACROSS = (
    119.2645,
    64.8809,
    -0.1611,
    -0.0472,
    4.9957,
    0.503,
    0.9112,
)
# of `reading.FEATURES`: the same
READING_WITHIN = (
    0.5974,
    0.2097,
    0.1826,
)
READING_ACROSS = (
    0.3299,
    0.0232,
    0.2987,
)
# intercept, then `refusal.SIGNALS`: the same, where nothing is read
CONFIDENCE_WITHIN = (
    -16.1723,
    16.1378,
    0.8204,
    -1.4314,
    1.5429,
    0.2095,
    1.6038,
    -0.0913,
    0.7805,
    0.1545,
)
CONFIDENCE_ACROSS = (
    -56.188,
    65.0805,
    2.3649,
    -1.3651,
    2.5045,
    0.4017,
    0.451,
    2.1522,
    0.3009,
    0.4325,
)
# and where passages are read: intercept, `SIGNALS` and `READING_SIGNALS`
CONFIDENCE_READ_WITHIN = (
    -7.8284,
    6.0354,
    0.1412,
    -1.4268,
    0.8187,
    0.2572,
    1.0659,
    0.2836,
    0.6457,
    0.8461,
    0.2821,
    0.1064,
    -0.061,
    0.1536,
)
CONFIDENCE_READ_ACROSS = (
    -42.8843,
    50.3743,
    3.7633,
    -2.4347,
    -0.3151,
    0.3883,
    0.543,
    1.4886,
    0.4274,
    -0.6971,
    0.1776,
    0.1672,
    -0.1028,
    0.6995,
)
