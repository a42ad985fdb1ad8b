"""Photos over HTTP: sent by their hash, served in two sizes."""

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.problems import NOT_FOUND
from heating.accounts.rules import Permission
from heating.http.endpoint import endpoint
from heating.photos import actions, queries
from heating.photos.imaging import RENDERED
from heating.photos.rules import MAX_BYTES, Format, Size, is_sha256

_FOR_EVER = "private, max-age=31536000, immutable"


class StoredPhoto(msgspec.Struct, frozen=True):
    sha256: str
    width: int
    height: int
    bytes: int


class SizeQuery(msgspec.Struct, frozen=True):
    size: Size = "view"


async def put_photo(request: Request, actor: Actor) -> Response:
    """201 when the photo is new, 200 when it was here already."""
    stored = await actions.store(
        actor,
        request.app.state.photos,
        request.path_params["sha256"],
        request.stream(),
        request.headers.get("content-type", ""),
        request.app.state.settings.zone,
    )
    photo = stored.photo
    body = StoredPhoto(photo.sha256, photo.width, photo.height, photo.bytes)
    return Response(msgspec.json.encode(body), 201 if stored.is_new else 200, media_type="application/json")


async def show_photo(request: Request, actor: Actor, query: SizeQuery) -> Response:
    sha256 = request.path_params["sha256"]
    if not is_sha256(sha256):
        raise NOT_FOUND()
    await queries.visible(actor, sha256)
    headers = {"etag": f'"{sha256[:32]}-{query.size}"', "cache-control": _FOR_EVER, "x-content-type-options": "nosniff"}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    content = await actions.drawn(request.app.state.photos, sha256, query.size)
    return Response(content, headers=headers, media_type=RENDERED.media_type)


routes = [
    resource(
        "/api/photos/{sha256}",
        GET=endpoint(
            show_photo,
            needs=Permission.PHOTOS_READ,
            query=SizeQuery,
            content=RENDERED.media_type,
            summary="Show a photo without its metadata",
        ),
        PUT=endpoint(
            put_photo,
            needs=Permission.PHOTOS_WRITE,
            consumes=[format.media_type for format in Format],
            answers=StoredPhoto,
            also=(201,),
            limit=MAX_BYTES,
            summary="Store a photo by the SHA-256 of its bytes",
        ),
    )
]
