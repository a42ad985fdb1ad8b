"""What complaints are about, as a city's list of categories says, and the few settings of the whole line."""

from collections.abc import Mapping
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.complaints.rules import Channel, Kind, MatterClass, Urgency
from heating.http.fields import Key, Line
from heating.lib.problems import FieldError
from heating.lib.wording import Text


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """`matter_class`, `urgency` and `kind` are what a complaint of it is unless a person says otherwise; `skill` names
    what an officer must be able to do, the category's own key without it. `measures_temperature`: about cold, so it is
    not resolved without an indoor temperature."""

    key: Key
    name: Text
    matter_class: MatterClass
    urgency: Urgency
    kind: Kind
    synonyms: Annotated[tuple[Line, ...], Meta(max_length=50)] = ()
    measures_temperature: bool = False
    skill: Key | None = None
    in_force: bool = True

    @property
    def needed_skill(self) -> str:
        return self.skill or self.key


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`fallback_owner` keeps what two units have given back; without one the district officer of the area does. Replies
    of these classes and channels need the sign-off of a head of unit. After `closing_call_backs` calls that reached
    nobody a complaint is closed without a rating."""

    key: Literal["settings"] = "settings"
    fallback_owner: UUID | None = None
    signed_off_classes: tuple[MatterClass, ...] = (MatterClass.COMPLEX,)
    signed_off_channels: tuple[Channel, ...] = ()
    repeat_days: Annotated[int, Meta(ge=1, le=365)] = 7
    closing_call_backs: Annotated[int, Meta(ge=1, le=20)] = 3

    def needs_sign_off(self, matter_class: MatterClass | None, channel: Channel) -> bool:
        return matter_class in self.signed_off_classes or channel in self.signed_off_channels


def unknown_category(categories: Mapping[str, Category], key: str | None) -> list[FieldError]:
    """A category that is not in force is not given to anything new."""
    if key is None or (key in categories and categories[key].in_force):
        return []
    return [FieldError("/category", "unknown", Text("没有这个诉求类别。", "There is no such category."))]
