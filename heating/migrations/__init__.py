"""Numbered changes of the tables; made by `python -m heating.storage.generate NAME`, then read and fenced by hand."""
