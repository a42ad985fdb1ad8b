"""What can go wrong, as RFC 9457 problem documents with stable codes and text in both languages."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from heating.lib.wording import Language, Text


class FieldError(msgspec.Struct, frozen=True):
    """One wrong field; `pointer` is an RFC 6901 JSON pointer into the body, or "?name" for a query parameter."""

    pointer: str
    code: str
    detail: Text


class ProblemKind(msgspec.Struct, frozen=True):
    code: str
    status: int
    text: Text

    def __call__(self, *, errors: Sequence[FieldError] = (), **params: object) -> "Problem":
        return Problem(self, tuple(errors), params)


class Problem(Exception):
    """Raised where the rule is broken; formatted in one place, `heating.http`."""

    def __init__(self, kind: ProblemKind, errors: tuple[FieldError, ...], params: Mapping[str, object]) -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.errors = errors
        self.params = params

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def status(self) -> int:
        return self.kind.status

    def detail(self, language: Language) -> str:
        params = {name: p.in_language(language) if isinstance(p, Text) else p for name, p in self.params.items()}
        return self.kind.text.in_language(language).format_map(params)

    def as_json(self, language: Language) -> dict[str, Any]:
        document: dict[str, Any] = {
            "type": f"/problems/{self.code}",
            "title": self.code,
            "status": self.status,
            "detail": self.detail(language),
            "code": self.code,
        }
        if self.errors:
            document["errors"] = [
                {"pointer": error.pointer, "code": error.code, "detail": error.detail.in_language(language)}
                for error in self.errors
            ]
        return document


CATALOGUE: dict[str, ProblemKind] = {}


def kind(code: str, status: int, *, zh: str, en: str) -> ProblemKind:
    """Declare a problem. `zh` and `en` are format strings over the parameters given when it is raised."""
    if code in CATALOGUE:
        raise ValueError(f"problem {code} is declared twice")
    CATALOGUE[code] = ProblemKind(code, status, Text(zh, en))
    return CATALOGUE[code]
