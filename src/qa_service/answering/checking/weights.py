"""Fitted weights. Written by `training/fit_checking.py`; do not edit."""

INTERCEPT = -22.0  # above 0 in all the evidence says what is stated
WEIGHTS = (
    -0.5,
    2.0,
    -0.5,
    10.0,
    5.0,
    10.0,
    0.0,
)
