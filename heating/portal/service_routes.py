"""/service/{code}: the service card of a building."""

from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.guard import page
from heating.duty import queries as duty
from heating.http.language import language_of
from heating.lib import clock
from heating.lib.buckets import Buckets
from heating.lib.wording import Text
from heating.network import queries as network
from heating.network.rules import SUPPLIED
from heating.portal import shell
from heating.portal.describing import company
from heating.portal.report_routes import too_many
from heating.portal.service_page import Card, service_page
from heating.registry import asset_queries
from heating.registry.records import AssetRecord

_NONE_TITLE = Text("没有这栋楼", "There is no such building")
_NONE = Text("请核对楼栋编号，或直接报修。", "Please check the building's code, or report your problem directly.")

_cards = Buckets(120, timedelta(minutes=10))
"""By network address."""


async def show_card(request: Request, _actor: Actor | None) -> Response:
    code, language = request.path_params["code"], language_of(request)
    if not _cards.take(request.client.host if request.client else "", clock.now()):
        return await too_many(language)
    building = (await asset_queries.assets_by_code([code])).get(code)
    if building is None or building.kind not in SUPPLIED or building.status == "retired":
        return shell.answer(shell.notice(_NONE_TITLE, _NONE, language), 404)
    card = await _card(building, request.app.state.settings.site_url)
    return shell.answer(service_page(card, language))


async def _card(building: AssetRecord, site_url: str) -> Card:
    """The telephone is that of the unit on duty, or of the nearest above it that has one."""
    supply = (await network.supplying([building.id])).get(building.id)
    organization, area = (supply.organization, supply.area) if supply else (building.organization, building.area)
    name, phone = await company(organization)
    posts = (await duty.posts_at(clock.now(), [(organization, area)])).on_duty(organization, area)
    answering = posts.officers[0].place.organization if posts.officers else None
    on_duty, own_phone = await company(answering) if answering else (None, None)
    return Card(
        code=quote(building.code, safe=""),
        building=Text(building.name, building.name_en or building.name),
        station=Text(supply.station_name, supply.station_name_en or supply.station_name) if supply else None,
        company=name,
        on_duty=on_duty,
        phone=own_phone or phone or await _city_phone(),
        url=f"{site_url}/report?b={quote(building.code, safe='')}",
    )


async def _city_phone() -> str | None:
    return next((one.phone for one in await accounts.organizations_below("") if one.phone), None)


routes = [page("/service/{code}", show_card, summary="The public service card of a building")]
