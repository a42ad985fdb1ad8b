"""Text of a cell → value of a field. A cell that cannot be read raises Unreadable with the reason in both languages."""

import re
from datetime import date, datetime

from heating.lib.wording import Text
from heating.registry.kinds import FieldValue, KindField

_YES = {"是", "有", "yes", "true", "1", "y"}
_NO = {"否", "无", "no", "false", "0", "n"}
_PATTERNS = {
    "point": re.compile(r"[+-]?(\d+|\d{1,3}([, \u00a0\u202f]\d{3})+)(\.\d+)?([eE][+-]?\d{1,3})?"),
    "comma": re.compile(r"[+-]?(\d+|\d{1,3}([. \u00a0\u202f]\d{3})+)(,\d+)?([eE][+-]?\d{1,3})?"),
}
_GROUPING = {
    sign: str.maketrans("", "", f"{grouping} \u00a0\u202f") for sign, grouping in (("point", ","), ("comma", "."))
}
_MOST = 1e15
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


class Exact(str):
    """A number or a date that the file holds as such: written as in JSON, whatever the mapping says of its texts."""

    __slots__ = ()


class Unreadable(ValueError):
    def __init__(self, code: str, text: Text) -> None:
        super().__init__(code)
        self.code = code
        self.text = text


def number(cell: str, decimal: str = "point") -> float:
    """ "1,234.5" with a point as decimal sign, "1.234,5" with a comma. "1,5" with a point is no number."""
    sign = "point" if isinstance(cell, Exact) else decimal
    if not _PATTERNS[sign].fullmatch(cell):
        raise Unreadable("number", Text(f"“{cell}”不是数字", f"“{cell}” is no number"))
    value = float(cell.translate(_GROUPING[sign]).replace(",", "."))
    if abs(value) > _MOST:
        raise _too_large(cell)
    return value


def amount(cell: str, decimal: str = "point", most: float = 1e12) -> float:
    """A number of m² or the like: not negative."""
    value = number(cell, decimal)
    if not 0 <= value <= most:
        raise _too_large(cell)
    return value


def count(cell: str, decimal: str = "point") -> int:
    value = amount(cell, decimal, 2**31 - 1)
    if not value.is_integer():
        raise Unreadable("whole_number", Text(f"“{cell}”不是整数", f"“{cell}” is no whole number"))
    return int(value)


def day(cell: str, written: str = "") -> date:
    """In the format `written` of strptime, or ISO 8601; spreadsheets' own dates arrive as ISO 8601 in any case."""
    forms = ("%Y-%m-%d",) if isinstance(cell, Exact) or not written else (written, "%Y-%m-%d")
    for form in forms:
        try:
            found = datetime.strptime(cell[:10] if form == "%Y-%m-%d" else cell, form).date()
        except ValueError:
            continue
        if _FIRST_YEAR <= found.year <= _LAST_YEAR:
            return found
    wanted = written or "2026-11-01"
    raise Unreadable("date", Text(f"“{cell}”不是日期（应为 {wanted}）", f"“{cell}” is no date (expected {wanted})"))


def is_date_format(written: str) -> bool:
    """Does it write a whole day, so that it can be read back?"""
    sample = date(2026, 11, 25)
    if not {"%Y", "%y"} & set(re.findall(r"%.", written)):
        return False
    try:
        return datetime.strptime(sample.strftime(written), written).date() == sample
    except (ValueError, re.error):
        return False


def _too_large(cell: str) -> Unreadable:
    return Unreadable("out_of_range", Text(f"“{cell}”超出范围", f"“{cell}” is out of range"))


def field(cell: str, kind_field: KindField, dates: str, decimal: str) -> FieldValue:
    match kind_field.kind:
        case "number":
            return number(cell, decimal)
        case "date":
            return day(cell, dates).isoformat()
        case "yes_no":
            return _yes_or_no(cell)
        case "choice":
            return _option(cell, kind_field)
        case "text":
            return str(cell)


def _yes_or_no(cell: str) -> bool:
    if cell.lower() in _YES | _NO:
        return cell.lower() in _YES
    raise Unreadable("yes_no", Text(f"“{cell}”不是“是/否”", f"“{cell}” is neither yes nor no"))


def _option(cell: str, kind_field: KindField) -> str:
    """By key or by name in either language."""
    for option in kind_field.options:
        if cell.lower() in {option.key, option.name.zh.lower(), option.name.en.lower()}:
            return option.key
    names = "、".join(option.name.zh for option in kind_field.options)
    keys = ", ".join(option.key for option in kind_field.options)
    raise Unreadable("option", Text(f"“{cell}”不在可选项中（{names}）", f"“{cell}” is not one of {keys}"))
