"""The public service card of a building: who answers for its heat, now and by telephone. To be printed and hung up."""

import msgspec
import qrcode
from qrcode.constants import ERROR_CORRECT_M

from heating.labels.qr import path
from heating.lib.wording import Language, Text
from heating.portal import wording
from heating.portal.markup import NOTHING, Html, html, joined
from heating.portal.shell import page

_TITLE = Text("供热服务卡", "Heating service card")
_BUILDING = Text("楼栋", "Building")
_STATION = Text("供热站", "Heat station")
_COMPANY = Text("供热单位", "Heating company")
_NOW = Text("现在值班", "On duty now")
_ROUND_THE_CLOCK = Text("24 小时值班", "Round the clock")
_SCAN = Text("扫码报修、查进度", "Scan to report a problem and follow it")
_REPORT = Text("在线报修", "Report a problem online")
_ROW = "<div><dt>{term}</dt><dd>{value}</dd></div>\n"
_CALL = """<p class="big">{phone}</p>
<p class="small">{hours}</p>
<a class="button call" href="tel:{phone}">{call}</a>
"""
_QR = """<svg class="qr" viewBox="-4 -4 {side} {side}" role="img" aria-label="{label}" shape-rendering="crispEdges">\
<path fill="#fff" d="M-4-4h{side}v{side}h-{side}z"/><path d="{path}"/></svg>
"""


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Posts and organizations, no people. `on_duty` is the organization whose officer answers now."""

    code: str
    building: Text
    station: Text | None
    company: Text | None
    on_duty: Text | None
    phone: str | None
    url: str


def service_page(card: Card, language: Language) -> Html:
    content = joined(
        [
            html('<p class="place">{name}</p>\n', name=card.building.in_language(language)),
            _call(card.phone, language) if card.phone else NOTHING,
            html("<dl>\n{rows}</dl>\n", rows=_rows(card, language)),
            html('<p class="big">{text}</p>\n', text=_SCAN.in_language(language)),
            _code(card.url, language),
            html(
                '<a class="button" href="/report?b={code}&amp;lang={language}">{text}</a>\n',
                code=card.code,
                language=language,
                text=_REPORT.in_language(language),
            ),
        ]
    )
    return page(_TITLE, content, language)


def _rows(card: Card, language: Language) -> Html:
    told = [(_STATION, card.station), (_COMPANY, card.company), (_NOW, card.on_duty)]
    return joined(
        html(_ROW, term=term.in_language(language), value=value.in_language(language)) for term, value in told if value
    )


def _call(phone: str, language: Language) -> Html:
    return html(
        _CALL,
        phone=phone,
        hours=_ROUND_THE_CLOCK.in_language(language),
        call=wording.CALL.in_language(language).format(phone=phone),
    )


def _code(url: str, language: Language) -> Html:
    drawn = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    drawn.add_data(url)
    drawn.make(fit=True)
    modules: list[list[bool]] = drawn.get_matrix()
    return html(_QR, side=len(modules) + 8, label=_SCAN.in_language(language), path=path(modules))
