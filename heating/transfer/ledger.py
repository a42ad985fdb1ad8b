"""The ledger 台账 of assets as an Excel workbook, written to disk page by page."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from heating.accounts.actor import Actor
from heating.lib.wording import Text
from heating.registry import asset_queries
from heating.registry.kind_queries import kinds
from heating.registry.kinds import AssetKind
from heating.registry.schemas import Asset, Person

_CHUNK = 64 * 1024
_SHEET = Text("设备台账", "Assets")
_STATUSES = {
    "in_service": Text("在用", "in service"),
    "standby": Text("备用", "standby"),
    "retired": Text("报废", "retired"),
}
_Cell = str | float | int | None
_Names = dict[str, AssetKind]


def _name(person: Person | None) -> str:
    return person.name if person else ""


_COLUMNS: tuple[tuple[Text, int, Callable[[Asset], _Cell]], ...] = (
    (Text("编码", "Code"), 16, lambda asset: asset.code),
    (Text("名称", "Name"), 28, lambda asset: asset.name),
    (Text("英文名称", "English name"), 28, lambda asset: asset.name_en),
    (Text("场所", "Site"), 28, lambda asset: asset.site_name),
    (Text("单位", "Organization"), 24, lambda asset: asset.organization),
    (Text("区域", "Area"), 24, lambda asset: asset.area),
    (Text("地址", "Address"), 32, lambda asset: asset.address),
    (Text("责任人", "Responsible"), 10, lambda asset: _name(asset.responsible)),
    (Text("安全责任人", "Safety owner"), 10, lambda asset: _name(asset.safety_owner)),
    (Text("供热面积 m²", "Heated area m²"), 13, lambda asset: asset.heated_area_m2),
    (Text("户数", "Households"), 8, lambda asset: asset.households),
    (Text("经度 WGS-84", "Longitude WGS-84"), 13, lambda asset: asset.longitude),
    (Text("纬度 WGS-84", "Latitude WGS-84"), 13, lambda asset: asset.latitude),
    (Text("投用日期", "In service on"), 12, lambda asset: str(asset.in_service_on or "")),
    (Text("来源", "Source"), 12, lambda asset: asset.source),
    (Text("来源编号", "Id at the source"), 20, lambda asset: asset.source_id),
)


async def write_assets(actor: Actor) -> BinaryIO:
    """All assets the actor sees, in the actor's language: a file without a name, gone when it is closed."""
    file: BinaryIO = await asyncio.to_thread(tempfile.TemporaryFile)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(file, options)
    sheet = book.add_worksheet(_SHEET.in_language(actor.language))
    _head(book, sheet, actor)
    row, names = 1, await kinds()
    async for assets in asset_queries.every_asset(actor):
        row = await asyncio.to_thread(_write, sheet, row, assets, names, actor)
    await asyncio.to_thread(book.close)
    return file


async def chunks(file: BinaryIO) -> AsyncIterator[bytes]:
    with file:
        file.seek(0)
        while chunk := await asyncio.to_thread(file.read, _CHUNK):
            yield chunk


def _head(book: Workbook, sheet: Worksheet, actor: Actor) -> None:
    bold = book.add_format({"bold": True})
    titles = [(Text("类型", "Kind"), 14), (Text("状态", "Status"), 9), *((text, width) for text, width, _ in _COLUMNS)]
    for index, (text, width) in enumerate(titles):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, text.in_language(actor.language), bold)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()


def _write(sheet: Worksheet, row: int, assets: list[Asset], names: _Names, actor: Actor) -> int:
    for asset in assets:
        kind = names[asset.kind].name.in_language(actor.language) if asset.kind in names else asset.kind
        cells = [kind, _STATUSES[asset.status].in_language(actor.language), *(value(asset) for _, _, value in _COLUMNS)]
        sheet.write_row(row, 0, cells)
        row += 1
    return row
