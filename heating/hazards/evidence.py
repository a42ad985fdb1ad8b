"""What proves a finding: where, by which label, in which pictures."""

from typing import Literal

import msgspec

from heating.http.fields import Amount, Latitude, Line, Longitude, Moment, Sha256


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
