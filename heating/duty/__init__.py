"""Who is on duty: rosters, changes to them, signing in, handing over, spot checks, posts left vacant."""
