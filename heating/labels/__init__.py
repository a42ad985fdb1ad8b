"""QR labels: codes, states, printed sheets."""
