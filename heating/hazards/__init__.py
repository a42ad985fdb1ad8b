"""The ledger of hazards: what was found wrong, where, how bad, and who answers for it."""
