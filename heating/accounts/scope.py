"""What an actor may see: rows within the organization subtree *and* the area subtree.

Subtrees are found by range, so that an ordinary index on the path serves.
"""

from typing import TypeVar

from tortoise.models import Model
from tortoise.queryset import QuerySet

from heating.accounts.actor import Actor
from heating.lib import areas

Row = TypeVar("Row", bound=Model)


def sees(actor: Actor, organization: str, area: str) -> bool:
    return areas.within(organization, actor.organization) and areas.within(area, actor.area)


def visible(actor: Actor, table: str = "") -> tuple[str, list[object]]:
    """An SQL condition over the columns `organization_path` and `area_path` of `table`, with its parameters."""
    return within(actor.organization, actor.area, table)


def within(organization: str, area: str, table: str = "") -> tuple[str, list[object]]:
    """The same for any pair of paths, for filters that a user chose; "" is everything."""
    prefix = f"{table}." if table else ""
    conditions: list[str] = []
    params: list[object] = []
    for column, path in (("organization_path", organization), ("area_path", area)):
        if path:
            conditions.append(f"{prefix}{column} >= ? AND {prefix}{column} < ?")
            params.extend(areas.prefix_range(path))
    return " AND ".join(conditions) or "1=1", params


def filter(queryset: QuerySet[Row], actor: Actor) -> QuerySet[Row]:
    """The same for a query of the ORM."""
    return narrowed(queryset, actor.organization, actor.area)


def narrowed(queryset: QuerySet[Row], organization: str, area: str) -> QuerySet[Row]:
    for column, path in (("organization_path", organization), ("area_path", area)):
        if path:
            low, high = areas.prefix_range(path)
            queryset = queryset.filter(**{f"{column}__gte": low, f"{column}__lt": high})
    return queryset
