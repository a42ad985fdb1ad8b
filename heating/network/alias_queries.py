"""Sites with what people call them."""

from collections.abc import Sequence

from heating.accounts.actor import Actor
from heating.http.paging import Page
from heating.network.address_queries import aliases_of
from heating.network.queries import place_of
from heating.network.schemas import AliasFilter, NamedSite
from heating.registry import site_queries
from heating.registry.filtering import matches, text_contains
from heating.registry.schemas import SiteFilter

_HAS_ALIASES = "EXISTS (SELECT 1 FROM place_alias p WHERE p.site_id = s.id)"


async def named_sites(actor: Actor, query: AliasFilter) -> Page[NamedSite]:
    """The sites that the actor sees, in the order of their codes."""
    where, params = _which(query)
    listed = SiteFilter(organization=query.organization, area=query.area, cursor=query.cursor, limit=query.limit)
    page = await site_queries.sites(actor, listed, where, params)
    aliases = await aliases_of([row.id for row in page.items])
    shown = [
        NamedSite(
            site=place_of(row),
            address=row.address,
            organization=row.organization,
            area=row.area,
            aliases=aliases.get(row.id, []),
        )
        for row in page.items
    ]
    return Page(shown, page.next)


def _which(query: AliasFilter) -> tuple[str, Sequence[object]]:
    conditions, params = ["1=1"], []
    if query.named is not None:
        conditions.append(_HAS_ALIASES if query.named else f"NOT {_HAS_ALIASES}")
    if words := query.q.split():
        said, given = text_contains("p.alias", words)
        found, more = matches("s", query.q, "site")
        conditions.append(f"s.id IN (SELECT p.site_id FROM place_alias p WHERE {said}) OR {found}")
        params += [*given, *more]
    return " AND ".join(f"({condition})" for condition in conditions), params
