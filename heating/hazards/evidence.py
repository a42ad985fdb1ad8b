"""What proves a finding or a repair: where, by which label, in which pictures."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from heating.http.fields import Amount, Latitude, Line, Longitude, Moment, Sha256

Role = Literal["close_up", "context", "other", "before", "after"]


class Position(msgspec.Struct, frozen=True, kw_only=True):
    """WGS-84 degrees."""

    longitude: Longitude
    latitude: Latitude
    accuracy_m: Amount | None = None
    at: Moment | None = None


class LabelScan(msgspec.Struct, frozen=True, kw_only=True):
    code: Line
    scanned_at: Moment


class HazardPhoto(msgspec.Struct, frozen=True, kw_only=True):
    sha256: Sha256
    role: Literal["close_up", "context", "other"]
    taken_at: Moment | None = None


class StepPhoto(msgspec.Struct, frozen=True, kw_only=True):
    """A picture of a step: of the repair before and after, or of what was found."""

    sha256: Sha256
    role: Role
    taken_at: Moment | None = None


Photos = Annotated[tuple[StepPhoto, ...], Meta(max_length=20)]
