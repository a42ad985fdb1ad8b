"""Answers against documents written by hand from the examples of the standard."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest

from heating.open311 import discovery
from heating.open311.writing import Format, Value, written

GOLDEN = Path(__file__).with_name("golden")
ZONE = ZoneInfo("Asia/Shanghai")
_REQUESTED = datetime(2010, 4, 14, 6, 37, 38, tzinfo=timezone(-timedelta(hours=8)))

ANSWERS: dict[str, tuple[str, Value]] = {
    "services": (
        "services",
        [
            {
                "service_code": "no_heat",
                "service_name": "完全不热",
                "description": "报修 <urgent> & more",
                "metadata": True,
                "type": "realtime",
                "keywords": "冰凉,没暖气",
                "group": "民生类",
            },
            {
                "service_code": "fee",
                "service_name": "Heating fee",
                "description": None,
                "metadata": False,
                "type": "realtime",
                "keywords": None,
                "group": "",
            },
        ],
    ),
    "definition": (
        "service_definition",
        {
            "service_code": "DMV66",
            "attributes": [
                {
                    "variable": True,
                    "code": "WHISHETN",
                    "datatype": "singlevaluelist",
                    "required": True,
                    "datatype_description": None,
                    "order": 1,
                    "description": "What is the ticket/tag/DL number?",
                    "values": [{"key": "123", "name": "Ford"}, {"key": "124", "name": "Chrysler"}],
                }
            ],
        },
    ),
    "requests": (
        "service_requests",
        [
            {
                "service_request_id": "638344",
                "status": "closed",
                "status_notes": "Duplicate request.",
                "service_name": "Sidewalk and Curb Issues",
                "service_code": "006",
                "description": None,
                "agency_responsible": None,
                "service_notice": None,
                "requested_datetime": _REQUESTED,
                "updated_datetime": _REQUESTED,
                "expected_datetime": _REQUESTED + timedelta(days=1),
                "address": "8TH AVE and JUDAH ST",
                "address_id": "545483",
                "zipcode": "94122",
                "lat": 37.762221815,
                "long": -122.4651145,
                "media_url": "http://city.gov.s3.amazonaws.com/requests/media/638344.jpg",
            }
        ],
    ),
    "errors": (
        "errors",
        [{"code": 403, "description": "Invalid api_key received - can't proceed with create_request."}],
    ),
    "discovery": ("discovery", discovery.document("https://heat.example", datetime(2026, 11, 1, tzinfo=UTC))),
}


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("name", ANSWERS)
def test_it_writes_what_the_standard_shows(name: str, form: Format) -> None:
    root, value = ANSWERS[name]
    assert written(root, value, form, ZONE).decode().strip() == (GOLDEN / f"{name}.{form}").read_text().strip()


@pytest.mark.parametrize("text", ["a < b & c > d", "]]>", "行一\n行二\t制表", "emoji 🔥", '"quoted"'])
def test_it_writes_xml_that_gives_the_text_back(text: str) -> None:
    root = ElementTree.fromstring(written("errors", [{"description": text}], "xml", ZONE))
    assert root.findtext("error/description") == text


@pytest.mark.parametrize("text", ["\x00", "\x0b bell \x07", "\ufffe"])
def test_it_replaces_what_no_xml_may_hold(text: str) -> None:
    root = ElementTree.fromstring(written("errors", [{"description": f"a{text}b"}], "xml", ZONE))
    assert "\ufffd" in (root.findtext("error/description") or "")


def test_it_writes_lists_in_xml_item_by_item_even_when_empty() -> None:
    assert written("service_requests", [], "xml", ZONE).decode().endswith("<service_requests></service_requests>\n")
    assert written("service_requests", [], "json", ZONE) == b"[]"
