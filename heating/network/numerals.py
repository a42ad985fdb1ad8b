"""Numbers as people write them: "三", "十二", "五零一", "二十一", "一百零二" and "007" all become figures."""

_DIGITS = {"零": 0, "〇": 0, "一": 1, "幺": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8,
           "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100}


def plain_number(text: str) -> str:
    """The same in figures, without zeros in front; letters that belong to it stay: "0501" → "501", "b2" → "b2"."""
    if all(letter in _DIGITS for letter in text):
        return _trimmed("".join(str(_DIGITS[letter]) for letter in text))
    if all(letter in _DIGITS or letter in _UNITS for letter in text):
        return str(_value(text))
    return _trimmed(text)


def _value(text: str) -> int:
    """Of a number with 十 or 百 in it: 十二, 二十, 一百零二."""
    total, digit = 0, 0
    for letter in text:
        if letter in _UNITS:
            total += (digit or 1) * _UNITS[letter]
            digit = 0
        else:
            digit = _DIGITS[letter]
    return total + digit


def _trimmed(text: str) -> str:
    return text.lstrip("0") or text[:1] if text.isascii() and text[:1] == "0" else text
