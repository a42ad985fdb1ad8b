"""What a step needs in words and evidence, beside the right to take it."""

from collections.abc import Iterator, Sequence
from datetime import date

from heating.hazards.evidence import LabelScan, Position, StepPhoto
from heating.lib.problems import FieldError
from heating.lib.wording import Text


def words(pointer: str, text: str) -> Iterator[FieldError]:
    if not text.strip():
        yield FieldError(pointer, "required", Text("须填写内容。", "Say something here."))


def fixed_photos(photos: Sequence[StepPhoto]) -> Iterator[FieldError]:
    """Before and after: two different pictures."""
    before = {photo.sha256 for photo in photos if photo.role == "before"}
    if not before:
        yield FieldError("/photos", "photo_before", Text("缺少整改前照片。", "The photo from before is missing."))
    yield from after_photo([photo for photo in photos if photo.sha256 not in before])


def after_photo(photos: Sequence[StepPhoto]) -> Iterator[FieldError]:
    if not any(photo.role == "after" for photo in photos):
        yield FieldError("/photos", "photo_after", Text("缺少整改后照片。", "The photo from after is missing."))


def on_site(label: LabelScan | None, position: Position | None) -> Iterator[FieldError]:
    """A verifier was there: he scanned the label again, or his position shows it."""
    if label is None and position is None:
        text = Text("须现场扫描标签或取得定位。", "Scan the label on site, or send the position.")
        yield FieldError("/label", "on_site", text)


def shorter_due(due_on: date | None, today: date, latest: date | None) -> Iterator[FieldError]:
    """A due date that a person sets is never later than the policy's."""
    if due_on is not None and due_on < today:
        yield FieldError("/due_on", "past", Text("整改期限不能早于今天。", "The due date is in the past."))
    if due_on is not None and latest is not None and due_on > latest:
        text = Text(f"整改期限不得晚于规定的 {latest}。", f"By policy it is due no later than {latest}.")
        yield FieldError("/due_on", "later_than_policy", text)


def later_due(due_on: date, present: date | None, today: date) -> Iterator[FieldError]:
    """An extension asks for a later day than the present one, and not for one that is over."""
    if due_on <= (present or today) or due_on < today:
        text = Text("延期日期须晚于现整改期限。", "The new date must be later than the present one.")
        yield FieldError("/due_on", "not_later", text)
