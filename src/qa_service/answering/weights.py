"""Fitted weights. Written by `training/fit_weights.py`; do not edit."""

# of `ranking.FEATURES`: question in the article's language, and in another
RANKING_WITHIN = (23.4361, 54.8620, 0.0753, 0.4419, 4.5420, 0.4325, 1.6611)
RANKING_ACROSS = RANKING_WITHIN
# intercept, then `refusal.SIGNALS`: the same
CONFIDENCE_WITHIN = (
    -32.6466,
    33.1542,
    3.345,
    -3.1716,
    2.9923,
    0.3745,
    1.7358,
    1.4853,
    0.2687,
    0.6828,
)
CONFIDENCE_ACROSS = (-62.6838, 82.027, 0, -6.5, 0, 0.1, 1.5, -4.56, -0.395, 0.6856)
