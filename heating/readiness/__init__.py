"""Is a site ready for the heating season? Gates by field evidence, three scores, roll-ups."""
