"""What leaves the line of complaints on paper or as a file."""
