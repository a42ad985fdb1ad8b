"""Clocks that run on things to be done: when each is due, who hears of it when time passes."""
