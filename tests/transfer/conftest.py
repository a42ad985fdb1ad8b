from collections.abc import Awaitable, Callable
from typing import Any

import httpx2
import msgspec
import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.registry.kind_actions import install_kinds
from tests.cast import CREW_A, JUHE, Cast
from tests.registry.conftest import Registry
from tests.transfer.files import as_csv

MAPPING: dict[str, Any] = {
    "source": "erp",
    "kind": "boiler",
    "site_kind": "heat_source_plant",
    "columns": {
        "source_id": "编号",
        "code": "编号",
        "name": "名称",
        "site_name": "厂",
        "heated_area_m2": "面积",
        "in_service_on": "投用",
        "longitude": "经度",
        "latitude": "纬度",
        "fields.fuel": "燃料",
        "fields.capacity_mw": "容量",
    },
    "constants": {"organization": CREW_A, "area": JUHE, "responsible": "bob", "safety_owner": "Alice "},
}
HEAD: list[Any] = ["编号", "名称", "厂", "面积", "投用", "经度", "纬度", "燃料", "容量"]
FIRST: list[Any] = ["GL-1", "1号锅炉", "东山热源厂", 1200.5, "2015-10-20", 112.61, 37.87, "天然气", 29]
SECOND: list[Any] = ["GL-2", "2号锅炉", "东山热源厂", "", "", "", "", "coal", 58]
THIRD: list[Any] = ["GL-3", "3号锅炉", "城西热源厂", 800, "2019-01-02", 112.5, 37.8, "", ""]
LINES: list[list[Any]] = [HEAD, FIRST, SECOND, THIRD]

Import = Callable[..., Awaitable[httpx2.Response]]


@pytest.fixture
async def registry(cast: Cast) -> Registry:
    await install_kinds(system_actor())
    return Registry(cast)


@pytest.fixture
async def send(registry: Registry, alice: httpx2.AsyncClient) -> Import:  # noqa: ARG001 - the kinds
    """`await send(content, name="units.csv", mapping=MAPPING, dry_run="true")`, as alice."""

    async def send(
        content: bytes, name: str = "units.csv", mapping: object = MAPPING, who: Any = alice, **fields: str
    ) -> httpx2.Response:
        text = mapping if isinstance(mapping, str) else msgspec.json.encode(mapping).decode()
        answer: httpx2.Response = await who.post(
            "/api/imports", files={"file": (name, content)}, data={"mapping": text, **fields}
        )
        return answer

    return send


@pytest.fixture
async def imported(send: Import) -> dict[str, Any]:
    """The report of three boilers at two plants."""
    return report(await send(as_csv(LINES)))


def report(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


def counts(answer: httpx2.Response) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, at fault."""
    document = report(answer)
    return document["created"], document["updated"], document["unchanged"], document["faulty_rows"]


def faults(answer: httpx2.Response) -> set[tuple[int, str, str]]:
    return {(fault["row"], fault["column"], fault["code"]) for fault in report(answer)["faults"]}


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


_OWN = ("id", "site_id", "subject_id", "responsible_id", "safety_owner_id", "content_hash", "created_at", "updated_at")


async def state() -> dict[str, Any]:
    """The registry without ids and times, and how much was told of it."""
    sites = {str(row["id"]): row["code"] for row in await storage.fetch("SELECT id, code FROM site")}
    found: dict[str, Any] = {}
    for table in ("site", "asset", "search_entry"):
        rows = await storage.fetch(f"SELECT * FROM {table}")
        kept = [
            {key: value for key, value in row.items() if key not in _OWN}
            | ({"site": sites[str(row["site_id"])]} if "site_id" in row else {})
            for row in rows
        ]
        found[table] = sorted(map(str, kept))
    for table in ("audit_entry", "change_log"):
        found[table] = (await storage.fetch(f"SELECT count(*) AS n FROM {table}"))[0]["n"]
    return found
