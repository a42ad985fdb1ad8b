"""What is printed of labels: single codes and sheets."""

import asyncio
from collections.abc import Sequence

from heating.accounts.actor import Actor
from heating.accounts.queries import organizations_by_path
from heating.labels import codes, problems, qr, queries, sheet
from heating.labels.queries import LabelRecord
from heating.labels.schemas import SheetQuery
from heating.registry import asset_queries


async def single(actor: Actor, text: str, label_url: str, size_mm: int, form: str) -> bytes:
    """SVG or PNG of one code. Raises as `queries.visible_record`."""
    label = await queries.visible_record(actor, text)
    draw = qr.svg if form == "svg" else qr.png
    return draw(codes.address(label_url, label.code), size_mm)


async def pdf(actor: Actor, query: SheetQuery, label_url: str) -> bytes:
    """Raises label.none_chosen, label.unknown, label.too_many, label.no_font."""
    texts = [text for text in query.labels.split(",") if text.strip()]
    if not texts and not query.batch:
        raise problems.NO_LABELS()
    return await pdf_of(await queries.labels_to_print(actor, texts, query.batch), label_url, query.size_mm)


async def pdf_of(labels: Sequence[LabelRecord], label_url: str, size_mm: int) -> bytes:
    if not labels:
        raise problems.NO_LABELS()
    return await asyncio.to_thread(sheet.render, await _printed(labels), label_url, size_mm)


async def _printed(labels: Sequence[LabelRecord]) -> list[sheet.Printed]:
    assets = await asset_queries.assets_for_inspection({label.asset for label in labels if label.asset})
    organizations = await organizations_by_path({label.organization for label in labels})
    printed = []
    for label in labels:
        asset = assets.get(label.asset) if label.asset else None
        title = (
            "" if asset is None else asset.name if asset.site_name in asset.name else f"{asset.site_name} {asset.name}"
        )
        owner = organizations[label.organization].name if asset and label.organization in organizations else ""
        printed.append(sheet.Printed(label.code, label.short_code, title, owner))
    return printed
