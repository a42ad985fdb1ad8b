"""The steps of a complaint: their table, and one verb for each."""
