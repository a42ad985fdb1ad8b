"""Field types for request bodies and queries. They carry the bounds that both databases can store."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

Name = Annotated[str, Meta(min_length=1, max_length=200)]
"""A name or title on one line."""
Line = Annotated[str, Meta(max_length=200)]
"""One line that may be empty."""
Note = Annotated[str, Meta(max_length=4000)]
"""Free text over several lines."""
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
"""A stable key such as `heat_station`."""
Path = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]*/)+$", max_length=400)]
"""A node of the organization or area tree, with its final slash."""
PathOrAll = Annotated[str, Meta(pattern=r"^([a-z0-9][a-z0-9-]*/)*$", max_length=400)]
"""The same, or empty for everything."""
Count = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Positive = Annotated[int, Meta(ge=1, le=2**31 - 1)]
Amount = Annotated[float, Meta(ge=0, le=1e12)]
"""A quantity in the unit that the field's name says."""
Longitude = Annotated[float, Meta(ge=-180, le=180)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Moment = Annotated[datetime, Meta(tz=True)]
"""ISO 8601 with an offset."""
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Search = Annotated[str, Meta(max_length=100)]
