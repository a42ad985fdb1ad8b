"""What a step needs in words and evidence, beside the right to take it."""

from collections.abc import Iterator, Sequence

from heating.accounts.rules import PERMISSIONS, Permission
from heating.complaints.catalogue.categories import Category
from heating.hazards.evidence import LabelScan, Position, StepPhoto
from heating.lib.problems import FieldError
from heating.lib.wording import Text

HANDLERS = PERMISSIONS[Permission.COMPLAINTS_HANDLE]
"""The roles of those whom a complaint can be given to."""


def words(pointer: str, text: str) -> Iterator[FieldError]:
    if not text.strip():
        yield FieldError(pointer, "required", Text("须填写内容。", "Say something here."))


def temperature(category: Category | None, indoor_c: float | None) -> Iterator[FieldError]:
    """Where it is about cold, nobody calls it warm without having measured."""
    if category is not None and category.measures_temperature and indoor_c is None:
        text = Text("须填写实测室温。", "Give the indoor temperature that was measured.")
        yield FieldError("/indoor_c", "required", text)


def on_site(label: LabelScan | None, position: Position | None, photos: Sequence[StepPhoto]) -> Iterator[FieldError]:
    """A verifier was there: a label, his position or a picture shows it."""
    if label is None and position is None and not photos:
        text = Text(
            "须扫描标签、取得定位或拍照，证明到过现场。",
            "Scan a label, send the position or take a picture on site.",
        )
        yield FieldError("/label", "on_site", text)


def pause(hours: int, most: int) -> Iterator[FieldError]:
    if hours > most:
        text = Text(f"暂停最长 {most} 小时。", f"A pause lasts {most} hours at most.")
        yield FieldError("/hours", "too_long", text)
