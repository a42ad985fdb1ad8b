"""The HTTP border: parsing and validating requests, rendering answers and problems, limits, headers, logs, metrics."""
