"""Fitted weights. Written by `training/fit_checking.py`; do not edit."""

INTERCEPT = -14.229  # above 0 in all the evidence says it
WEIGHTS = (
    0.063,  # missing
    0.234,  # share
    -0.654,  # run
    5.385,  # lowest
    8.009,  # mean
    3.819,  # cosine
)
