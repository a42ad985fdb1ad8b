"""Inspections as they were submitted, never changed again, and what follows from them."""
