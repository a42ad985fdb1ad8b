"""Measurements: `make bench` prints each figure beside its baseline from the same run, as a ratio."""
