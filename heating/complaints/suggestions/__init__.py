"""What a new complaint may be about and which it resembles, by its words; a person decides."""
