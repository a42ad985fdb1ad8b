"""Complaints of residents, from receiving one to the resident being warm."""
