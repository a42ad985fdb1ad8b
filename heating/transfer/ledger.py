"""The ledger 台账 of assets as an Excel workbook."""

from collections.abc import Callable, Mapping
from typing import BinaryIO
from zoneinfo import ZoneInfo

from heating.accounts.actor import Actor
from heating.http import workbook
from heating.http.workbook import Cell, Column, Layout
from heating.lib.wording import Language, Text
from heating.registry import asset_queries
from heating.registry.kind_queries import kinds
from heating.registry.kinds import AssetKind
from heating.registry.schemas import Asset, Person

_SHEET = Text("设备台账", "Assets")
_STATUSES = {
    "in_service": Text("在用", "in service"),
    "standby": Text("备用", "standby"),
    "retired": Text("报废", "retired"),
}


def _name(person: Person | None) -> str:
    return person.name if person else ""


_COLUMNS: tuple[tuple[Text, int, Callable[[Asset], Cell]], ...] = (
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


async def write_assets(actor: Actor, zone: ZoneInfo) -> BinaryIO:
    """All assets the actor sees, in the actor's language."""
    names = await kinds()
    layout = Layout(
        name=_SHEET.in_language(actor.language),
        columns=[*_first_columns(names, actor.language), *(_column(*column, actor.language) for column in _COLUMNS)],
        zone=zone,
    )
    return await workbook.write(layout, asset_queries.every_asset(actor))


def _first_columns(kinds: Mapping[str, AssetKind], language: Language) -> list[Column[Asset]]:
    def kind(asset: Asset) -> Cell:
        return kinds[asset.kind].name.in_language(language) if asset.kind in kinds else asset.kind

    return [
        _column(Text("类型", "Kind"), 14, kind, language),
        _column(Text("状态", "Status"), 9, lambda asset: _STATUSES[asset.status].in_language(language), language),
    ]


def _column(title: Text, width: int, value: Callable[[Asset], Cell], language: Language) -> Column[Asset]:
    return Column(title=title.in_language(language), width=width, value=value)
