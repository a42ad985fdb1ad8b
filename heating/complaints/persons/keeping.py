"""Who called and whose home it is: written apart from the complaint, shown masked."""

import re
from datetime import datetime
from uuid import UUID

from heating import storage
from heating.accounts.server_secret import sign
from heating.complaints.persons.models import ComplaintPerson
from heating.complaints.schemas import Caller
from heating.lib.ids import new_id

CALLER, RESIDENT, SIGNATORY = "caller", "resident", "signatory"
KEY_HOLDER, KEY_CONSENTER, KEY_RECEIVER = "key_holder", "key_consenter", "key_receiver"

_PURPOSE = "telephone number"
_NO_FIGURE = re.compile(r"[^0-9]+")
_COUNTRY = re.compile(r"^(?:00)?86(?=1\d{10}$)")
_SHORTEST = 7
_NUMBER_IN_TEXT = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(?:1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}[ -]?\d{7,8})(?!\d)")


def phone_figures(phone: str) -> str:
    """A number however it is written: "+86 138-1234-5678" is 13812345678."""
    return _COUNTRY.sub("", _NO_FIGURE.sub("", phone))


def phone_key(phone: str) -> str | None:
    """By which calls from one number are found without keeping the number; None for what is too short to be one."""
    figures = phone_figures(phone)
    return sign(_PURPOSE, figures) if len(figures) >= _SHORTEST else None


def masked_phone(phone: str) -> str:
    """ "138****5678": enough to recognise a number that one has before one."""
    figures = phone_figures(phone)
    if len(figures) >= 11:
        return f"{figures[:3]}****{figures[-4:]}"
    return f"****{figures[-2:]}" if len(figures) >= _SHORTEST else "****" if figures else ""


def masked_name(name: str) -> str:
    """ "王**": the family name."""
    plain = name.strip()
    return f"{plain[0]}**" if plain else ""


def without_numbers(text: str) -> str:
    """With every telephone number in it masked."""
    return _NUMBER_IN_TEXT.sub(lambda match: masked_phone(match[0]), text)


def keep(complaint: UUID, caller: Caller | None, resident: Caller | None, at: datetime) -> None:
    """Within the transaction that receives the complaint."""
    for role, person in ((CALLER, caller), (RESIDENT, resident)):
        if person is not None and any((person.name.strip(), person.phone.strip(), person.note.strip())):
            add_person(complaint, role, person, at)


def add_person(complaint: UUID, role: str, person: Caller, at: datetime) -> None:
    """Within a transaction. Earlier cases are found by the numbers of callers and residents only."""
    row = {
        "id": new_id(),
        "complaint_id": complaint,
        "role": role,
        "name": person.name.strip(),
        "phone": person.phone.strip(),
        "phone_key": phone_key(person.phone) if role in (CALLER, RESIDENT) else None,
        "note": person.note.strip(),
        "created_at": at,
        "erased_at": None,
    }
    storage.current_unit().insert(ComplaintPerson, row)
