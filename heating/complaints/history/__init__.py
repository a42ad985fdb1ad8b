"""Complaints taken over from other systems: messages of the message board and the hot line, and how they ended."""
