"""The residents' pages, and what is personal about complaints."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from heating import storage
from heating.complaints.actions import Accepted, Receiving, receive
from heating.complaints.cases import RESIDENT
from heating.complaints.rules import Channel
from heating.complaints.schemas import Caller, Intake
from heating.lib import clock
from heating.lib.ids import new_id
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.registry import an_asset

FORM = (b"q=%E5%92%8C%E5%B9%B3%E8%8B%91", "application/x-www-form-urlencoded")


async def a_report(place: Place) -> Names:
    """Of a caller with a number of his own."""
    phone = f"138{place.number:08}"
    caller = Caller(name="王小明", phone=phone)
    intake = Intake(
        id=new_id(), channel=Channel.WEB, text="冷", category="no_heat", organization=place.organization,
        area=place.area, caller=caller,
    )  # fmt: skip
    now = clock.now()
    async with storage.transaction():
        [answer] = await receive([Receiving(RESIDENT, intake, now, now)], ZoneInfo("Asia/Shanghai"))
    assert isinstance(answer, Accepted), answer
    return {"id": str(answer.id), "code": answer.tracking_code, "phone": phone}


async def a_building(place: Place) -> Names:
    building = await an_asset(place)
    (row,) = await storage.fetch("SELECT code FROM asset WHERE id = ?", [building["id"]])
    return {"code": str(row["code"])}


def asked(_: Place, names: Names) -> Mapping[str, str]:
    return {"phone": names["phone"]}


EXAMPLES: Examples = {
    ("GET", "/report"): Example(unscoped=True),
    ("POST", "/report"): Example(unscoped=True, content=lambda _, __: FORM),
    ("GET", "/track"): Example(unscoped=True),
    ("GET", "/track/{code}"): Example(unscoped=True, subject=a_report),
    ("POST", "/track/{code}"): Example(
        unscoped=True, subject=a_report, content=lambda _, __: FORM, good=frozenset({422})
    ),
    ("GET", "/service/{code}"): Example(unscoped=True, subject=a_building),
    ("POST", "/api/complaints/earlier-cases"): Example(
        subject=a_report, body=asked, shows=lambda _, names: names["id"]
    ),
    ("GET", "/api/complaints/{id:uuid}/person"): Example(subject=a_report),
    ("DELETE", "/api/complaints/{id:uuid}/person"): Example(subject=a_report),
}
