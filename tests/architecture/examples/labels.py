from uuid import UUID

from heating.accounts.actor import system_actor
from heating.labels import actions, queries
from heating.labels.schemas import NewLabels
from tests.architecture.examples import Example, Examples, Names, Place
from tests.architecture.examples.registry import an_asset


async def a_label(place: Place) -> Names:
    """On an asset at the place."""
    asset = await an_asset(place)
    ids = await actions.issue(system_actor(), NewLabels(assets=[UUID(asset["id"])], batch=f"batch{place.number}"))
    (label,) = await queries.label_records(ids)
    return {"code": label.code, "asset": asset["id"], "batch": label.batch}


async def a_blank_label(place: Place) -> Names:
    asset = await an_asset(place)
    ids = await actions.issue(system_actor(), NewLabels(count=1, organization=place.organization))
    (label,) = await queries.label_records(ids)
    return {"code": label.code, "asset": asset["id"]}


EXAMPLES: Examples = {
    ("GET", "/api/labels"): Example(
        subject=a_label, query=lambda _, names: {"batch": names["batch"]}, shows=lambda _, names: names["code"]
    ),
    ("POST", "/api/labels"): Example(subject=an_asset, body=lambda _, names: {"assets": [names["id"]]}),
    ("GET", "/api/labels/{code}.svg"): Example(subject=a_label),
    ("GET", "/api/labels/{code}.png"): Example(subject=a_label),
    ("GET", "/api/labels/{code:path}"): Example(subject=a_label),
    ("POST", "/api/labels/{code}/attachment"): Example(
        subject=a_blank_label, body=lambda _, names: {"asset": names["asset"]}
    ),
    ("POST", "/api/labels/{code}/retirement"): Example(subject=a_label, body=lambda _, __: {"reason": "褪色"}),
    ("GET", "/api/label-sheets.pdf"): Example(subject=a_label, query=lambda _, names: {"labels": names["code"]}),
}
