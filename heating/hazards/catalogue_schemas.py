"""What the routes of the catalogue take and answer, and what phones hold of it."""

from datetime import datetime
from typing import Literal

import msgspec

from heating.deadlines.rules import Amount
from heating.hazards.codes import Code, CodeClass, CodeKind, Phrase, PhraseRole
from heating.hazards.policies import Policy
from heating.hazards.schemas import Person
from heating.http.fields import Count, Key, Line, Search


class ClassRow(CodeClass, frozen=True, kw_only=True):
    version: int
    changed_at: datetime | None
    changed_by: Person | None
    sort: Literal["class"] = "class"


class CodeRow(Code, frozen=True, kw_only=True):
    """The time limits are those that hold: the code's own where it is shorter than the policy of its grade. `search`
    has the forms under which it is found, one a line."""

    kind: CodeKind
    time_limit: Amount | None
    time_limit_in_season: Amount | None
    search: str
    version: int
    changed_at: datetime | None
    changed_by: Person | None
    sort: Literal["code"] = "code"


class PhraseRow(Phrase, frozen=True, kw_only=True):
    version: int
    changed_at: datetime | None
    changed_by: Person | None
    sort: Literal["phrase"] = "phrase"


class PolicyRow(Policy, frozen=True, kw_only=True):
    version: int
    changed_at: datetime | None
    changed_by: Person | None
    sort: Literal["policy"] = "policy"


class ClassBody(CodeClass, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is the one that was read, 0 for a new entry; `note` says why it changes."""

    version: Count
    note: Line = ""


class CodeBody(Code, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Count
    note: Line = ""


class PhraseBody(Phrase, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Count
    note: Line = ""


class PolicyBody(Policy, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Count
    note: Line = ""


class CodeFilter(msgspec.Struct, frozen=True, kw_only=True):
    """`q` looks in names, synonyms, numbers, their pinyin and initials, then in the texts; the best come first."""

    q: Search = ""
    kind: CodeKind | None = None
    code_class: Key | None = None
    asset_kind: Key | None = None
    in_force: bool | None = None


class PhraseFilter(msgspec.Struct, frozen=True, kw_only=True):
    role: PhraseRole | None = None
    in_force: bool | None = None
