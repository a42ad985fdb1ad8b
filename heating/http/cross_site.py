"""Refuses requests that another web site makes a browser send with a person's cookie.

The same checks as Go's net/http CrossOriginProtection: browsers say where a request comes from, programs say nothing
and carry no cookie that they did not mean to send.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from heating.http.problems import CROSS_SITE

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def refuse_cross_site(request: Request) -> None:
    """Raises http.cross_site for an unsafe request that comes from another origin."""
    if request.method in _SAFE or "authorization" in request.headers:
        return
    site = request.headers.get("sec-fetch-site")
    if site in ("same-origin", "none"):
        return
    origin = request.headers.get("origin")
    if site is None and (origin is None or urlsplit(origin).netloc == request.headers.get("host")):
        return
    raise CROSS_SITE()
