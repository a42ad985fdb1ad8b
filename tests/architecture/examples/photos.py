from uuid import uuid4

from heating import storage
from heating.photos import actions
from heating.photos.rules import Reference
from tests.architecture.examples import Example, Names, Place
from tests.photos.pictures import picture, sha256


async def _shown(place: Place) -> Names:
    """A photo that something at the place shows, of whose bytes the server waits."""
    name = sha256(str(place.number).encode())
    async with storage.transaction():
        actions.reference([Reference(name, "inspection", uuid4(), place.organization, place.area, "context")])
    return {"sha256": name}


async def _new(place: Place) -> Names:
    return {"sha256": sha256(picture(seed=place.number)), "seed": str(place.number)}


EXAMPLES = {
    ("GET", "/api/photos/{sha256}"): Example(subject=_shown, shows=lambda *_: "photo.awaited", good=frozenset({404})),
    ("PUT", "/api/photos/{sha256}"): Example(
        subject=_new,
        content=lambda place, _: (picture(seed=place.number), "image/jpeg"),
        unscoped=True,
        good=frozenset({200, 201}),
    ),
}
