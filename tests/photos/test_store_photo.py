"""PUT /api/photos/{sha256}"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest

from heating import storage
from heating.photos import actions
from heating.photos.rules import MAX_BYTES, Format
from tests.cast import CITY, SignIn
from tests.photos.pictures import camera_exif, picture, png_of, sha256

CAMERA_PHOTO = picture(exif=camera_exif(orientation=6))


async def put(client: httpx2.AsyncClient, content: bytes, name: str = "", media_type: str = "") -> httpx2.Response:
    headers = {"content-type": media_type} if media_type else {}
    return await client.put(f"/api/photos/{name or sha256(content)}", content=content, headers=headers)


async def rows() -> list[dict[str, object]]:
    return await storage.fetch("SELECT * FROM photo")


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient) -> None:
    assert (await put(stranger, CAMERA_PHOTO)).status_code == 401


async def test_it_refuses_who_may_not_write(sign_in: SignIn) -> None:
    auditor = await sign_in("auditor", CITY)
    assert (await put(auditor, CAMERA_PHOTO)).status_code == 403


@pytest.mark.parametrize("name", ["x", "A" * 64, "a" * 65])
async def test_it_refuses_what_is_no_hash(bob: httpx2.AsyncClient, name: str) -> None:
    answer = await put(bob, CAMERA_PHOTO, name)
    assert (answer.status_code, answer.json()["code"]) == (422, "photo.address")


@pytest.mark.parametrize(
    ("content", "media_type", "status", "code"),
    [
        (b"", "", 415, "photo.format"),
        (b"GIF89a" + b"\0" * 100, "image/gif", 415, "photo.format"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 100, "image/heic", 415, "photo.heic"),
        (b"<html><script>alert(1)</script></html>" + b" " * 99, "image/jpeg", 415, "photo.format"),
        (CAMERA_PHOTO, "image/png", 415, "photo.disguised"),
        (CAMERA_PHOTO[:-40], "image/jpeg", 422, "photo.truncated"),
        (CAMERA_PHOTO + b"PK\3\4 a program", "", 422, "photo.appended"),
        (png_of(10_000, 5_001), "", 422, "photo.too_many_pixels"),
    ],
)
async def test_it_refuses_with_a_reason_in_both_languages(
    bob: httpx2.AsyncClient, tmp_path: Path, content: bytes, media_type: str, status: int, code: str
) -> None:
    answer = await put(bob, content, media_type=media_type)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    english = await bob.put(
        f"/api/photos/{sha256(content)}?lang=en", content=content, headers={"content-type": media_type}
    )
    assert english.json()["detail"].isascii() or "×" in english.json()["detail"] or "→" in english.json()["detail"]
    assert english.json()["detail"] != answer.json()["detail"]
    assert await rows() == []
    assert not [path for path in (tmp_path / "photos").rglob("*") if path.is_file()]


async def test_it_refuses_bytes_that_do_not_have_the_hash(bob: httpx2.AsyncClient) -> None:
    answer = await put(bob, CAMERA_PHOTO, sha256(b"another"))
    assert (answer.status_code, answer.json()["code"]) == (422, "photo.hash")
    assert sha256(CAMERA_PHOTO) in answer.json()["detail"]
    assert await rows() == []


async def test_it_refuses_what_is_too_large(bob: httpx2.AsyncClient) -> None:
    assert (await put(bob, CAMERA_PHOTO + b"\0" * MAX_BYTES)).status_code == 413


async def test_it_refuses_what_is_too_large_and_does_not_say_so(bob: httpx2.AsyncClient, tmp_path: Path) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(MAX_BYTES // 2**20 + 2):
            yield CAMERA_PHOTO.ljust(2**20, b"\0")

    answer = await bob.put(f"/api/photos/{sha256(b'x')}", content=endless())
    assert answer.status_code == 413
    assert not [path for path in (tmp_path / "photos").rglob("*") if path.is_file()]


@pytest.mark.parametrize("format", Format)
async def test_it_stores_a_photo(bob: httpx2.AsyncClient, tmp_path: Path, format: Format) -> None:
    content = picture(format)
    answer = await put(bob, content, media_type=f"image/{format}")
    assert answer.status_code == 201
    assert answer.json() == {"sha256": sha256(content), "width": 64, "height": 48, "bytes": len(content)}
    name = sha256(content)
    assert (tmp_path / "photos" / name[:2] / name[2:]).read_bytes() == content


async def test_it_keeps_where_and_when_it_was_taken(bob: httpx2.AsyncClient) -> None:
    answer = await put(bob, CAMERA_PHOTO)
    assert (answer.json()["width"], answer.json()["height"]) == (48, 64)
    (row,) = await rows()
    assert (row["longitude"], row["latitude"], row["orientation"]) == (112.55, 37.875, 6)
    assert str(row["taken_at"]).startswith("2026-10-20 00:15:00")


async def test_it_takes_the_same_photo_again(bob: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    assert (await put(bob, CAMERA_PHOTO)).status_code == 201
    again = await put(alice, CAMERA_PHOTO)
    assert again.status_code == 200
    assert again.json()["bytes"] == len(CAMERA_PHOTO)
    assert len(await rows()) == 1


async def test_it_mends_a_lost_file(bob: httpx2.AsyncClient, tmp_path: Path) -> None:
    await put(bob, CAMERA_PHOTO)
    name = sha256(CAMERA_PHOTO)
    path = tmp_path / "photos" / name[:2] / name[2:]
    path.unlink()
    assert (await put(bob, CAMERA_PHOTO)).status_code == 200
    assert path.read_bytes() == CAMERA_PHOTO


async def test_it_records_who_and_asks_for_the_sizes(bob: httpx2.AsyncClient) -> None:
    await put(bob, CAMERA_PHOTO)
    (entry,) = await storage.fetch("SELECT * FROM audit_entry WHERE action = 'photo.stored'")
    assert (entry["actor_name"], entry["subject_id"]) == ("Bob", sha256(CAMERA_PHOTO))
    (job,) = await storage.fetch("SELECT name, payload_json FROM job")
    assert (job["name"], sha256(CAMERA_PHOTO) in job["payload_json"]) == (actions.DRAWING_JOB, True)


async def test_it_stores_many_at_once(bob: httpx2.AsyncClient) -> None:
    contents = [picture(seed=seed) for seed in range(12)]
    answers = await asyncio.gather(*(put(bob, content) for content in contents * 3))
    assert sorted({answer.status_code for answer in answers}) == [200, 201]
    assert len(await rows()) == 12
