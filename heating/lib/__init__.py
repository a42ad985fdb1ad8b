"""Clock, ids, problems, areas, wording: no domain, no I/O."""
