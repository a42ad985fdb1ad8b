"""GET /api/photos/{sha256}"""

import io
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
from PIL import Image
from starlette.applications import Starlette

from heating import jobs, storage
from heating.accounts.rules import Role
from heating.photos import actions
from heating.photos.rules import Reference
from tests.cast import CREW_A, CREW_B, ONE, XINGHUALING, SignIn
from tests.photos.pictures import camera_exif, picture, sha256

PHOTO = picture(size=(400, 300), exif=camera_exif(orientation=6))
NAME = sha256(PHOTO)


@pytest.fixture
async def stored(bob: httpx2.AsyncClient) -> None:
    assert (await bob.put(f"/api/photos/{NAME}", content=PHOTO)).status_code == 201


async def refer(organization: str = CREW_A, area: str = XINGHUALING, name: str = NAME) -> None:
    async with storage.transaction():
        actions.reference([Reference(name, "inspection", uuid4(), organization, area, "close_up")])


async def status(client: httpx2.AsyncClient, name: str = NAME) -> int:
    return (await client.get(f"/api/photos/{name}")).status_code


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient) -> None:
    assert await status(stranger) == 401


@pytest.mark.parametrize("name", ["0" * 64, "x", "..%2f..%2fetc%2fpasswd"])
async def test_it_finds_no_other_file(alice: httpx2.AsyncClient, name: str) -> None:
    assert await status(alice, name) == 404


@pytest.mark.usefixtures("stored")
async def test_it_refuses_another_size(bob: httpx2.AsyncClient) -> None:
    answer = await bob.get(f"/api/photos/{NAME}?size=original")
    assert answer.status_code == 422


@pytest.mark.usefixtures("stored")
async def test_it_hides_a_photo_that_nothing_shows(alice: httpx2.AsyncClient) -> None:
    assert await status(alice) == 404


@pytest.mark.usefixtures("stored")
async def test_it_hides_a_photo_of_another_organization(charlie: httpx2.AsyncClient) -> None:
    await refer()
    assert await status(charlie) == 404


@pytest.mark.usefixtures("stored")
async def test_it_hides_a_photo_of_another_crew_and_of_another_area(sign_in: SignIn) -> None:
    await refer()
    assert await status(await sign_in(Role.CREW_MEMBER, CREW_B)) == 404
    assert await status(await sign_in(Role.DISTRICT_OFFICER, ONE, area="taiyuan/wanbolin/")) == 404


@pytest.mark.usefixtures("stored")
async def test_it_shows_a_photo_to_who_may_see_what_shows_it(alice: httpx2.AsyncClient, sign_in: SignIn) -> None:
    await refer()
    assert await status(alice) == 200
    assert await status(await sign_in(Role.COMPANY_MANAGER, ONE)) == 200
    assert await status(await sign_in(Role.DISTRICT_OFFICER, "taiyuan/xinghualing-office/", area=XINGHUALING)) == 200


@pytest.mark.usefixtures("stored")
async def test_it_shows_a_photo_to_who_uploaded_it(bob: httpx2.AsyncClient) -> None:
    assert await status(bob) == 200


async def test_it_says_when_a_photo_is_still_on_its_way(alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient) -> None:
    await refer()
    answer = await alice.get(f"/api/photos/{NAME}")
    assert (answer.status_code, answer.json()["code"]) == (404, "photo.awaited")
    assert (await charlie.get(f"/api/photos/{NAME}")).json()["code"] == "accounts.not_found"


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(("size", "pixels"), [("thumb", (240, 320)), ("view", (300, 400))])
async def test_it_serves_it_upright_and_without_what_the_camera_wrote(
    bob: httpx2.AsyncClient, size: str, pixels: tuple[int, int]
) -> None:
    answer = await bob.get(f"/api/photos/{NAME}?size={size}")
    assert answer.headers["content-type"] == "image/webp"
    assert answer.headers["x-content-type-options"] == "nosniff"
    image = Image.open(io.BytesIO(answer.content))
    assert image.size == pixels
    assert not image.getexif()
    assert b"SecretPhoneMaker" not in answer.content
    assert b"SecretPhoneMaker" in PHOTO


@pytest.mark.usefixtures("stored")
async def test_it_is_kept_by_the_browser_only(bob: httpx2.AsyncClient) -> None:
    answer = await bob.get(f"/api/photos/{NAME}")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    again = await bob.get(f"/api/photos/{NAME}", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await bob.get(f"/api/photos/{NAME}?size=thumb", headers={"if-none-match": answer.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.usefixtures("stored")
async def test_it_has_the_sizes_drawn_by_a_job(app: Starlette, bob: httpx2.AsyncClient, tmp_path: Path) -> None:
    await jobs.Runner({actions.DRAWING_JOB: partial(actions.draw, app.state.photos)}).run_due()
    drawn = {path.suffix for path in (tmp_path / "photos").rglob("*.*")}
    assert drawn == {".thumb", ".view"}
    (tmp_path / "photos" / NAME[:2] / NAME[2:]).unlink()
    assert await status(bob) == 200
