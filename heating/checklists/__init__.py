"""Versioned checklists: what is asked of an asset, and what an answer means."""
