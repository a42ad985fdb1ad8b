"""Whether replies came in time, over any number of complaints."""
