"""What the routes of categories, time limits and settings take and answer."""

from datetime import datetime

import msgspec

from heating.complaints.catalogue.categories import Category, Settings
from heating.complaints.catalogue.entries import Changer
from heating.complaints.catalogue.policies import Policy
from heating.http.fields import Count, Line


class CategoryRow(Category, frozen=True, kw_only=True):
    """Version 0: as the product comes with it."""

    version: int
    changed_at: datetime | None
    changed_by: Changer | None


class PolicyRow(Policy, frozen=True, kw_only=True):
    version: int
    changed_at: datetime | None
    changed_by: Changer | None


class SettingsRow(Settings, frozen=True, kw_only=True):
    version: int
    changed_at: datetime | None
    changed_by: Changer | None


class CategoryBody(Category, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`version` is the one that was read, 0 for a new entry; `note` says why it changes."""

    version: Count
    note: Line = ""


class PolicyBody(Policy, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Count
    note: Line = ""


class SettingsBody(Settings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: Count
    note: Line = ""


class Categories(msgspec.Struct, frozen=True):
    items: list[CategoryRow]


class Policies(msgspec.Struct, frozen=True):
    items: list[PolicyRow]
