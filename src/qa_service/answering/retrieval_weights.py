"""Fitted weights. Written by `training/tune_retrieval.py`; do not edit."""

# What a passage gains that meets the whole question in words, as a cosine
COVERAGE = 0.08
