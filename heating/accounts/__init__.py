"""People, organizations, areas; what each role may do and see; signing in; the guard before every route."""
