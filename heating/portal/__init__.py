"""What a browser gets that is not JSON: the app's files, and the page behind a label for whoever scans it."""
