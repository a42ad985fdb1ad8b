"""Hazards for the desks' stories, made and moved on by the people who may."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from PIL import Image

from tests.browser.office.desk import Desk


def report(desk: Desk, title: str, grade: str = "general") -> Any:
    """A crew member reports it at a site of his crew."""
    place = site_of(desk)
    body = {"id": str(uuid4()), "site": place["id"], "title": title, "grade": grade, "photos": _two_photos()}
    return desk.send("POST", "/api/hazards", body, role="crew_member")


def site_of(desk: Desk) -> Any:
    crew = desk.get("/api/session", role="crew_member")["organization"]["path"]
    return desk.get(f"/api/sites?organization={crew}&limit=1")["items"][0]


def confirm(desk: Desk, hazard: Any) -> Any:
    """The district makes the company and its safety officer answer for it."""
    responsible = desk.get("/api/session", role="safety_officer")
    body = {
        "version": hazard["version"],
        "grade": hazard["grade"],
        "organization": responsible["organization"]["path"],
        "responsible": responsible["user"]["id"],
    }
    return desk.send("POST", f"/api/hazards/{hazard['id']}/confirmation", body, role="district_officer")


def rectify(desk: Desk, hazard: Any) -> Any:
    photo = {"sha256": uuid4().hex * 2, "role": "after", "taken_at": datetime.now(UTC).isoformat()}
    body = {"done": "更换密封，试运三十分钟无渗漏。", "photos": [photo]}
    return desk.send("POST", f"/api/hazards/{hazard['id']}/rectification", body, role="safety_officer")


def day(desk: Desk, ahead: int = 0) -> str:
    """A day of the city's calendar, so many days from today."""
    today = date.fromisoformat(desk.get("/api/readiness")["as_of"][:10])
    return (today + timedelta(days=ahead)).isoformat()


def picture(path: Path, colour: tuple[int, int, int] = (40, 90, 120)) -> Path:
    """A photo file as a camera writes it."""
    content = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(content, "JPEG")
    path.write_bytes(content.getvalue())
    return path


def _two_photos() -> list[dict[str, str]]:
    taken_at = datetime.now(UTC).isoformat()
    return [{"sha256": uuid4().hex * 2, "role": role, "taken_at": taken_at} for role in ("close_up", "context")]
