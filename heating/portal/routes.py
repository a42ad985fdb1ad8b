"""The app's files, the page behind a label, and whatever else a browser asks for outside of /api."""

from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

import heating
from heating.accounts.actor import Actor
from heating.accounts.guard import page
from heating.http import problems as http_problems
from heating.http.language import language_of
from heating.lib import clock
from heating.portal import wording
from heating.portal.describing import code_of, described
from heating.portal.files import Dist
from heating.portal.guessing import WINDOW, Guesses
from heating.portal.label_page import label_page
from heating.portal.report_routes import routes as report
from heating.portal.service_routes import routes as service
from heating.portal.shell import answer as answer_page
from heating.portal.shell import notice
from heating.portal.track_routes import routes as track

_MESSENGERS = ("micromessenger", "wxwork", "dingtalk")

_dist = Dist(Path(heating.__file__).parent.parent / "static" / "dist")
_guesses = Guesses()


async def show_app(request: Request, _actor: Actor | None) -> Response:
    """The app itself, for every address that it routes by itself."""
    answer = _dist.answer(request, "index.html")
    if answer is not None:
        return answer
    language = language_of(request)
    return answer_page(notice(wording.NOT_BUILT_TITLE, wording.NOT_BUILT, language), 503)


async def show_file(request: Request, _actor: Actor | None) -> Response:
    """A file of the app by its name below /static/, or one of those that have to lie at the root."""
    name = request.path_params.get("name") or request.url.path.removeprefix("/")
    answer = _dist.answer(request, name)
    if answer is None:
        raise http_problems.NOT_FOUND()
    return answer


async def show_label(request: Request, actor: Actor | None) -> Response:
    """What a label says: staff are taken into the app, anyone else reads it here."""
    text = request.path_params["code"]
    code = code_of(text)
    if actor is not None:
        return RedirectResponse(f"/app/label/{quote(code or text, safe='')}", 303)
    address, now, language = request.client.host if request.client else "", clock.now(), language_of(request)
    if _guesses.too_many(address, now):
        answer = answer_page(notice(wording.TOO_MANY_TITLE, wording.TOO_MANY, language), 429)
        answer.headers["retry-after"] = str(int(WINDOW.total_seconds()))
        return answer
    label = await described(code) if code is not None else None
    if label is None:
        _guesses.note_miss(address, now)
        return answer_page(notice(wording.NOT_FOUND_TITLE, wording.NOT_FOUND, language), 404)
    in_messenger = any(name in request.headers.get("user-agent", "").lower() for name in _MESSENGERS)
    return answer_page(label_page(label, language, in_messenger=in_messenger))


routes = [
    *report,
    *track,
    *service,
    page("/l/{code}", show_label, summary="What a label says"),
    page("/L/{code}", show_label, summary="What a label says, as its QR code writes it"),
    page("/static/{name:path}", show_file, summary="A file of the app"),
    *(
        page(path, show_file, summary="A file of the app")
        for path in ("/sw.js", "/manifest.webmanifest", "/favicon.ico")
    ),
    *(page(path, show_app, summary="The app") for path in ("/", "/app", "/app/{rest:path}")),
]
