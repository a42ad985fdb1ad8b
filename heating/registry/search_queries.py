"""Search over sites and assets by name, code, pinyin or its initials."""

from collections.abc import Iterable
from uuid import UUID

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.registry import pinyin
from heating.registry.asset_queries import assets_by_ids
from heating.registry.filtering import in_chunks, marks, text_contains
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import Found, SearchQuery, SearchResults
from heating.registry.site_queries import sites_by_ids


async def search(actor: Actor, query: SearchQuery) -> SearchResults:
    """The best first: an exact code, then a code that begins so, then sites before assets."""
    terms = pinyin.terms(query.q)
    if not terms:
        return SearchResults([])
    contains, found_params = text_contains("text", terms)
    visible, scope_params = scope.visible(actor)
    rows = await storage.fetch(
        f"SELECT subject_id FROM search_entry WHERE {contains} AND {visible}"
        " ORDER BY CASE WHEN code = ? THEN 0 WHEN code >= ? AND code < ? THEN 1 ELSE 2 END,"
        " CASE subject_kind WHEN 'site' THEN 0 ELSE 1 END, code LIMIT ?",
        [*found_params, *scope_params, terms[0], terms[0], f"{terms[0]}\U0010ffff", query.limit],
    )
    ids = [UUID(str(row["subject_id"])) for row in rows]
    sites, assets = await sites_by_ids(ids), await assets_by_ids(ids)
    return SearchResults(
        [_site(sites[id]) if id in sites else _asset(assets[id]) for id in ids if id in sites or id in assets]
    )


async def searchable_texts(ids: Iterable[UUID]) -> dict[UUID, str]:
    """By site or asset, the forms under which it is found, one a line: for phones, which search without a signal."""
    texts: dict[UUID, str] = {}
    for some in in_chunks(list(ids)):
        rows = await storage.fetch(
            f"SELECT subject_id, text FROM search_entry WHERE subject_id IN ({marks(some)})", some
        )
        texts.update((UUID(str(row["subject_id"])), row["text"]) for row in rows)
    return texts


def _site(record: SiteRecord) -> Found:
    return Found(
        subject="site",
        id=record.id,
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        organization=record.organization,
        area=record.area,
        status=None,
        site=record.id,
        site_name=record.name,
        site_name_en=record.name_en,
    )


def _asset(record: AssetRecord) -> Found:
    return Found(
        subject="asset",
        id=record.id,
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        organization=record.organization,
        area=record.area,
        status=record.status,
        site=record.site,
        site_name=record.site_name,
        site_name_en=record.site_name_en,
    )
