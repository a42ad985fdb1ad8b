"""HTML from templates in which every value is escaped unless it is `Html` already."""

from collections.abc import Iterable
from html import escape
from string import Formatter


class Html(str):
    """Text that is markup."""

    __slots__ = ()


class _Escaping(Formatter):
    def format_field(self, value: object, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        return text if isinstance(value, Html) else escape(text)


_formatter = _Escaping()
NOTHING = Html()


def html(template: str, **values: object) -> Html:
    """`html("<b>{name}</b>", name=name)`."""
    return Html(_formatter.vformat(template, (), values))


def joined(parts: Iterable[Html]) -> Html:
    return Html("".join(parts))
