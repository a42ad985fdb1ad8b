"""What a city edits: categories, time limits, settings."""
