"""Position and time out of a photo's EXIF. Cameras write it wrongly in many ways; a wrong value counts as none."""

import math
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Any

from PIL import ExifTags, Image

from heating.photos.rules import Evidence

UPRIGHT = 1


def orientation(exif: Image.Exif) -> int:
    """1 to 8 as in EXIF; 1 where it is missing or nonsense."""
    value = exif.get(ExifTags.Base.Orientation, UPRIGHT)
    return value if isinstance(value, int) and 1 <= value <= 8 else UPRIGHT


def evidence(exif: Image.Exif, zone: tzinfo) -> Evidence:
    """`zone` is the time zone of clocks that do not say theirs."""
    position = exif.get_ifd(ExifTags.IFD.GPSInfo)
    latitude = _degrees(position, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, "S", 90)
    longitude = _degrees(position, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, "W", 180)
    if latitude is None or longitude is None or latitude == longitude == 0:  # 0°, 0° is written without a fix
        latitude = longitude = None
    return Evidence(taken_at=_taken_at(exif, zone), longitude=longitude, latitude=latitude)


def _taken_at(exif: Image.Exif, zone: tzinfo) -> datetime | None:
    details = exif.get_ifd(ExifTags.IFD.Exif)
    written = details.get(ExifTags.Base.DateTimeOriginal) or exif.get(ExifTags.Base.DateTime)
    offset = details.get(ExifTags.Base.OffsetTimeOriginal)
    with suppress(ValueError, TypeError):
        return datetime.strptime(f"{written} {offset}", "%Y:%m:%d %H:%M:%S %z")
    with suppress(ValueError, TypeError):
        return datetime.strptime(str(written), "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    return None


def _degrees(position: Mapping[int, Any], value: int, reference: int, negative: str, most: float) -> float | None:
    """Degrees, minutes and seconds as one signed number; None when out of range or not three numbers."""
    with suppress(KeyError, ValueError, TypeError, ZeroDivisionError, OverflowError):
        degrees, minutes, seconds = (float(part) for part in position[value])
        angle = degrees + minutes / 60 + seconds / 3600
        if math.isfinite(angle) and 0 <= angle <= most:
            return -angle if position.get(reference) == negative else angle
    return None
