"""What strangers may know about a label: the thing, the site, the organization that answers for it. No people."""

from heating.accounts import queries as accounts
from heating.accounts.rules import OrganizationKind
from heating.labels import codes
from heating.labels import problems as label_problems
from heating.labels import queries as labels
from heating.lib import areas
from heating.lib.problems import Problem
from heating.lib.wording import Text
from heating.portal.label_page import Described
from heating.registry import asset_queries, kind_queries, site_queries


def code_of(text: str) -> str | None:
    """The full code, however it is written. Short codes are for staff: so few letters can be found by trying."""
    parsed = codes.parse(text)
    return parsed.code if isinstance(parsed, codes.Parsed) and not parsed.short else None


async def described(code: str) -> Described | None:
    """None when there is no such label."""
    try:
        label, facts = await labels.resolve(code)
    except Problem as problem:
        if problem.kind is label_problems.UNKNOWN:
            return None
        raise
    if facts is None:
        return Described(label.code, label.state)
    asset = (await asset_queries.assets_by_ids([facts.id]))[facts.id]
    site = (await site_queries.sites_by_ids([facts.site]))[facts.site]
    name, phone = await responsible(facts.organization)
    return Described(
        code=label.code,
        state=label.state,
        name=_text(asset.name, asset.name_en),
        kind=(await kind_queries.kinds())[facts.kind].name,
        site=_text(site.name, site.name_en),
        organization=name,
        phone=phone,
        is_building=facts.kind == "building",
    )


async def responsible(path: str) -> tuple[Text | None, str | None]:
    """The organization's name, and its telephone number or that of the nearest one above it that has one."""
    found = await accounts.organizations_by_path(areas.ancestors(path))
    phones = [found[above].phone for above in reversed(areas.ancestors(path)) if above in found]
    own = found.get(path)
    return (_text(own.name, own.name_en) if own else None), next(filter(None, phones), None)


async def company(path: str) -> tuple[Text | None, str | None]:
    """The company that the unit belongs to, or the unit itself, and the nearest telephone number: residents know no
    crews."""
    found = await accounts.organizations_by_path(areas.ancestors(path))
    above = [found[one] for one in reversed(areas.ancestors(path)) if one in found]
    chosen = next((one for one in above if one.kind == OrganizationKind.COMPANY), above[0] if above else None)
    phone = next((one.phone for one in above if one.phone), None)
    return (_text(chosen.name, chosen.name_en) if chosen else None), phone


def _text(name: str, name_en: str) -> Text:
    return Text(name, name_en or name)
