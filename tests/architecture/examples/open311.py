from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts import tokens
from heating.accounts.rules import Permission
from heating.lib import clock
from heating.open311 import actions, forms
from heating.open311.actions import Sending
from tests.architecture.examples import Example, Examples, Names, Place

V2 = "/open311/v2"
FORMATS = {"format": "json"}


async def a_format(_: Place) -> Names:
    return FORMATS


async def a_service(_: Place) -> Names:
    return {**FORMATS, "code": "no_heat"}


async def a_key(place: Place) -> Names:
    """The administrator's, whoever asks: the key alone tells who sends."""
    alice = place.cast.actor("alice")
    made = await tokens.create(alice, f"front end {place.number}", [Permission.COMPLAINTS_RECEIVE], None)
    return {**FORMATS, "key": made.token}


async def a_request(place: Place) -> Names:
    form = forms.form_of(_form(place).items())
    sent, _ = forms.read(form)
    sending = Sending(place.cast.actor("alice"), sent, form.digest, None, clock.now())
    created = await actions.create(sending, ZoneInfo("Asia/Shanghai"))
    (row,) = await storage.fetch(
        "SELECT s.id FROM open311_submission s JOIN complaint c ON c.id = s.complaint_id WHERE c.number = ?",
        [created.number],
    )
    return {**FORMATS, "id": created.number, "token": str(row["id"])}


def a_form(place: Place, names: Names) -> tuple[bytes, str]:
    content = urlencode({**_form(place), "api_key": names["key"]})
    return content.encode(), "application/x-www-form-urlencoded; charset=utf-8"


def _form(place: Place) -> dict[str, str]:
    return {"service_code": "no_heat", "address_string": f"Street {place.number}", "description": "Cold"}


EXAMPLES: Examples = {
    ("GET", "/open311/discovery.{format}"): Example(unscoped=True, subject=a_format),
    ("GET", f"{V2}/discovery.{{format}}"): Example(unscoped=True, subject=a_format),
    ("GET", f"{V2}/services.{{format}}"): Example(unscoped=True, subject=a_format),
    ("GET", f"{V2}/services/{{code}}.{{format}}"): Example(unscoped=True, subject=a_service),
    ("GET", f"{V2}/requests.{{format}}"): Example(unscoped=True, subject=a_request),
    ("POST", f"{V2}/requests.{{format}}"): Example(unscoped=True, subject=a_key, content=a_form),
    ("GET", f"{V2}/requests/{{id}}.{{format}}"): Example(unscoped=True, subject=a_request),
    ("GET", f"{V2}/tokens/{{token}}.{{format}}"): Example(unscoped=True, subject=a_request),
}
