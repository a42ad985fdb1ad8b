from uuid import uuid4

import msgspec

from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.registry import an_asset, kinds


def form(**fields: str) -> tuple[bytes, str]:
    """A form with a file of one row, and `fields`."""
    boundary = uuid4().hex
    parts = ['name="file"; filename="units.csv"\r\n\r\nid,name\r\n1,Pump\r\n']
    parts += [f'name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    body = "".join(f"--{boundary}\r\ncontent-disposition: form-data; {part}" for part in parts) + f"--{boundary}--\r\n"
    return body.encode(), f"multipart/form-data; boundary={boundary}"


def an_import(place: Place, _: Names) -> tuple[bytes, str]:
    person = place.person.username
    mapping = {
        "source": f"erp{place.number}",
        "kind": "pump",
        "site_kind": "heat_station",
        "columns": {"source_id": "id", "name": "name"},
        "constants": {
            "organization": place.organization,
            "area": place.area,
            "responsible": person,
            "safety_owner": person,
        },
    }
    return form(mapping=msgspec.json.encode(mapping).decode())


EXAMPLES: Examples = {
    ("POST", "/api/imports"): Example(subject=kinds, content=an_import),
    ("POST", "/api/imports/columns"): Example(unscoped=True, content=lambda _, __: form()),
    ("GET", "/api/exports/assets.xlsx"): Example(unscoped=True, subject=an_asset),
}
