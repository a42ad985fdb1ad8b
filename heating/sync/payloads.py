"""The types of operations and the shapes of their payloads."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from heating.hazards.schemas import HazardReport
from heating.http.parsing import json_body
from heating.inspections.payload import InspectionPayload
from heating.inspections.weighing import weigh
from heating.sync.schemas import Attachment

SUBMIT: Final = "inspection.submit"
REPORT: Final = "hazard.report"
ATTACH: Final = "label.attach"

PAYLOADS: Final[dict[str, type]] = {SUBMIT: InspectionPayload, REPORT: HazardReport, ATTACH: Attachment}
PARSERS: Final[dict[str, Callable[[bytes], Any]]] = {type: json_body(shape) for type, shape in PAYLOADS.items()}

WEIGHERS: Final[dict[str, Callable[[Sequence[Any]], Awaitable[Sequence[Any]]]]] = {SUBMIT: weigh}
"""What can be found out about payloads of a type before the transaction that applies them."""
