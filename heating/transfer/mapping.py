"""How the columns of a file become the fields of assets and their sites."""

from collections.abc import Mapping as Dictionary
from typing import Annotated, Literal

import msgspec

from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.kinds import AssetKind, Key
from heating.transfer.cells import is_date_format

TARGETS = (
    "source_id", "code", "name", "name_en", "address", "longitude", "latitude", "heated_area_m2", "households",
    "in_service_on", "organization", "area", "responsible", "safety_owner", "site_code", "site_name",
)  # fmt: skip
"""What a column or a constant can fill, besides `fields.<key>`. responsible and safety_owner are user names."""

_FIELD = "fields."
_UNKNOWN_TARGET = Text("没有这个目标字段", "is no field that can be filled")
_UNKNOWN_COLUMN = Text("文件里没有这一列", "is no column of the file")
_MISSING = Text("需要一列或一个固定值", "needs a column or a constant")
_UNKNOWN_KIND = Text("没有这种设备类型", "is no kind of asset")
_UNKNOWN_SITE_KIND = Text("没有这种场所类型", "is no kind of site")
_NO_DATE_FORMAT = Text("不是日期格式，例如 %d.%m.%Y", "is no format of dates, such as %d.%m.%Y")
_NO_SITE = Text(
    "请指定已有场所的编码（site_code），或场所类型（site_kind）以便新建场所",
    "say which site by site_code, or give site_kind so that sites are made",
)

Column = Annotated[str, msgspec.Meta(max_length=200)]


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`columns`: target → column of the file. `constants`: target → text for all rows.

    `source` names the system that the file comes from; with `source_id` it identifies a row for good, so that a second
    import recognizes it. `dates` is a strptime format or empty for ISO 8601.
    """

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=r"^[^:\s]+$")]
    kind: Key
    site_kind: Key | None = None
    columns: dict[str, Column]
    constants: dict[str, Annotated[str, msgspec.Meta(max_length=1000)]] = {}
    dates: Annotated[str, msgspec.Meta(max_length=40)] = ""
    numbers: Literal["point", "comma"] = "point"
    positions: Literal["wgs84", "gcj02"] = "wgs84"

    def gives(self, target: str) -> bool:
        return target in self.columns or bool(self.constants.get(target))


def faults(mapping: Mapping, columns: tuple[str, ...], kinds: Dictionary[str, AssetKind]) -> list[FieldError]:
    """Everything wrong with a mapping for a file with these columns, at once."""
    return [
        *_kind_faults(mapping, kinds),
        *_target_faults(mapping, kinds.get(mapping.kind)),
        *_date_faults(mapping),
        *(
            FieldError(f"/columns/{target}", "column.unknown", _UNKNOWN_COLUMN)
            for target, column in mapping.columns.items()
            if column not in columns
        ),
        *_missing_faults(mapping),
    ]


def _kind_faults(mapping: Mapping, kinds: Dictionary[str, AssetKind]) -> list[FieldError]:
    found = []
    if mapping.kind not in kinds or not kinds[mapping.kind].asset:
        found.append(FieldError("/kind", "kind.unknown", _UNKNOWN_KIND))
    if mapping.site_kind is not None and (mapping.site_kind not in kinds or not kinds[mapping.site_kind].site):
        found.append(FieldError("/site_kind", "kind.unknown", _UNKNOWN_SITE_KIND))
    if mapping.site_kind is None and not mapping.gives("site_code"):
        found.append(FieldError("/site_kind", "site.missing", _NO_SITE))
    return found


def _target_faults(mapping: Mapping, kind: AssetKind | None) -> list[FieldError]:
    known = {*TARGETS, *(f"{_FIELD}{field.key}" for field in (kind.fields if kind else ()))}
    return [
        FieldError(f"/{part}/{target}", "target.unknown", _UNKNOWN_TARGET)
        for part, targets in (("columns", mapping.columns), ("constants", mapping.constants))
        for target in targets
        if target not in known and (kind is not None or not target.startswith(_FIELD))
    ]


def _date_faults(mapping: Mapping) -> list[FieldError]:
    if not mapping.dates or is_date_format(mapping.dates):
        return []
    return [FieldError("/dates", "dates.format", _NO_DATE_FORMAT)]


def _missing_faults(mapping: Mapping) -> list[FieldError]:
    needed = ["source_id", "name"]
    if mapping.site_kind is not None:
        needed += ["organization", "area", "responsible", "safety_owner"]
    return [FieldError(f"/columns/{t}", "required", _MISSING) for t in needed if not mapping.gives(t)]
