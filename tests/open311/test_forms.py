"""What another system's form says, and everything that is wrong with it at once."""

from urllib.parse import quote_plus, urlencode

import pytest

from heating.open311 import forms
from heating.open311.faults import Fault
from heating.open311.forms import Position

PLACE = {"service_code": "no_heat", "address_string": "漪汾苑3号楼"}


def read(fields: dict[str, str] | list[tuple[str, str]]) -> tuple[forms.Sent, list[int]]:
    sent, faults = forms.read(forms.parse(urlencode(fields).encode()))
    return sent, [fault.code for fault in faults]


@pytest.mark.parametrize("body", [b"a=%ff%fe", b"\xff\xfe=1", b"&".join([b"a=1"] * 201), b"description=%00"])
def test_it_refuses_what_is_no_form_in_utf_8(body: bytes) -> None:
    with pytest.raises(Fault) as refused:
        forms.parse(body)
    assert refused.value.status == 400


def test_it_tells_everything_that_is_wrong_at_once() -> None:
    _, codes = read({"lat": "37.8", "description": "x" * 4001, "media_url": "javascript:alert(1)"})
    assert sorted(codes) == [40002, 40004, 40006, 40007]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"address_string": "x"}, 40002),
        ({"service_code": "fee"}, 40003),
        ({**PLACE, "lat": "37,8", "long": "112"}, 40005),
        ({**PLACE, "lat": "91", "long": "112"}, 40005),
        ({**PLACE, "lat": "nan", "long": "112"}, 40005),
        ({**PLACE, "media_url": "ftp://x.example/a.jpg"}, 40007),
        ({**PLACE, "media_url": "http://[::1"}, 40007),
        ({**PLACE, "attribute[INDOOR_TEMPERATURE]": "kalt"}, 40009),
        ({**PLACE, "attribute[SINCE]": "2026-11-20T18:00:00"}, 40009),
        ({**PLACE, "attribute[EXTENT]": "planet"}, 40009),
        ({**PLACE, "attribute[UNIT]": "2\n3"}, 40009),
        ({**PLACE, "attribute[title]": "x" * 1001}, 40006),
    ],
)
def test_it_names_what_is_wrong(fields: dict[str, str], code: int) -> None:
    assert read(fields)[1] == [code]


def test_it_reads_the_request_of_the_standard() -> None:
    sent, codes = read(
        {
            "api_key": "xyz",
            "jurisdiction_id": "city.gov",
            "service_code": "001",
            "lat": "37.76524078",
            "long": "-122.4212043",
            "address_string": "1234 5th street",
            "email": "smit333@sfgov.edu",
            "device_id": "tt222111",
            "account_id": "123456",
            "first_name": "john",
            "last_name": "smith",
            "phone": "111111111",
            "description": "A large sinkhole is destroying the street",
            "media_url": "http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg",
            "attribute[WHISPAWN]": "123456",
            "attribute[WHISDORN]": "COISL001",
        }
    )
    assert codes == []
    assert sent.position == Position(37.76524078, -122.4212043)
    assert sent.person_name == "john smith"
    assert sent.attributes == {"WHISPAWN": "123456", "WHISDORN": "COISL001"}


def test_it_takes_several_values_of_an_attribute() -> None:
    sent, codes = read([*PLACE.items(), ("attribute[AT_HOME][]", "morning"), ("attribute[AT_HOME][]", "evening")])
    assert (codes, sent.attributes) == ([], {"AT_HOME": ["morning", "evening"]})
    assert sent.attribute("AT_HOME") == "morning, evening"


def test_it_reads_a_parameter_that_is_empty_as_one_that_was_not_given() -> None:
    sent, codes = read({**PLACE, "lat": "", "long": " ", "attribute[EXTENT]": ""})
    assert (codes, sent.position, sent.attributes) == ([], None, {})


def test_it_reads_text_that_was_not_escaped() -> None:
    sent, faults = forms.read(forms.parse("service_code=fee&address_string=漪汾苑&description=行一%0D%0A行二".encode()))
    assert (faults, sent.description, sent.address_string) == ([], "行一\n行二", "漪汾苑")


def test_it_puts_the_family_name_of_a_chinese_name_first() -> None:
    assert read({**PLACE, "first_name": "建国", "last_name": "王"})[0].person_name == "王建国"


def test_the_same_content_has_the_same_digest_whoever_sends_it_in_whatever_order() -> None:
    one = forms.parse(urlencode({**PLACE, "api_key": "a", "description": "冷"}).encode())
    same = forms.parse(f"description={quote_plus('冷')}&{urlencode(PLACE)}&api_key=b&email=".encode())
    other = forms.parse(urlencode({**PLACE, "description": "很冷"}).encode())
    assert one.digest == same.digest != other.digest
