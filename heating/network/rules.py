"""Which kinds of assets supply, and which are supplied."""

from typing import Final

SUPPLIED: Final = frozenset({"building"})
SUPPLYING: Final = frozenset({"heat_station", "heat_source_plant", "peak_source"})
