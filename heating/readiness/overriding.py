"""What a leader's override must say. Pure."""

from collections.abc import Iterator
from datetime import date

from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.readiness.schemas import NewOverride


def faults(new: NewOverride, today: date, season_ends_on: date) -> list[FieldError]:
    return list(_faults(new, today, season_ends_on))


def _faults(new: NewOverride, today: date, season_ends_on: date) -> Iterator[FieldError]:
    if not new.reason.strip():
        yield FieldError("/reason", "required", Text("须写明特批理由。", "Say why."))
    if not new.alternative_supply.strip():
        yield FieldError(
            "/alternative_supply", "required", Text("须写明替代供热措施。", "Say how heat is supplied meanwhile.")
        )
    if new.expires_on < today:
        yield FieldError("/expires_on", "past", Text("失效日期已过。", "The last day is over."))
    if new.expires_on > season_ends_on:
        text = Text(f"不得晚于本供热季结束日 {season_ends_on}。", f"No later than the season's end, {season_ends_on}.")
        yield FieldError("/expires_on", "after_season", text)
