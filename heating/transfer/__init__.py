"""Tables in and out: import of csv and xlsx, the registry as a ledger."""
