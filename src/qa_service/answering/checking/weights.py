"""Fitted weights of the check. Written by `training/fit_checking.py`; do not edit."""

# log-odds that what is cited supports a statement, by `sentence_check.FEATURES`
WEIGHTS = (
    0.086,  # intercept
    0.492,  # support
    -0.026,  # across
    0.125,  # number
    -0.102,  # date
    0.077,  # name
)
SUPPORTED_FROM = 0.713  # likely enough to stand as supported
UNSUPPORTED_BELOW = 0.255  # too unlikely to be shown
