"""Open311 GeoReport v2: other cities' systems send and read complaints."""
