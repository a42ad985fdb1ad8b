"""Household visits 入户: appointments, who holds the key, the temperature measured and signed by both."""
