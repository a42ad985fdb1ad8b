"""What supplies what: which heat station warms which building, and how people say where they live."""
