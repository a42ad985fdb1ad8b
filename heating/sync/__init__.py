"""Phones: what they send comes in exactly once, what they work on reaches them without a gap."""
