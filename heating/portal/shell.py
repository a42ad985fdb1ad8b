"""What all pages for residents share: the frame, the style, the headers."""

import base64
import hashlib
from pathlib import Path
from typing import Final

from starlette.responses import Response

from heating.lib.wording import Language, Text
from heating.portal import wording
from heating.portal.markup import NOTHING, Html, html

_HERE = Path(__file__).parent
_STYLE = Html((_HERE / "style.css").read_text(encoding="utf-8"))
_SCRIPT = Html((_HERE / "form.js").read_text(encoding="utf-8"))

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="format-detection" content="telephone=no">
<title>{heading}</title>
<style>{style}</style>
</head>
<body>
<header><span>{product}</span>{switch}</header>
<main>
<h1>{title}</h1>
{content}
</main>
{script}</body>
</html>
"""
_LINK = '<a href="?lang={other}" hreflang="{other}" lang="{other}">{name}</a>'


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


CONTENT_SECURITY_POLICY: Final = (
    f"default-src 'none'; style-src {_hash(_STYLE)}; script-src {_hash(_SCRIPT)}; base-uri 'none';"
    " form-action 'self'; frame-ancestors 'none'"
)
"""The pages' own style and one script, both in the page, and nothing from anywhere else."""


def page(
    title: Text,
    content: Html,
    language: Language,
    *,
    product: Text = wording.SERVICE,
    switch: Html | None = None,
    error: bool = False,
    script: bool = False,
) -> Html:
    """`switch` goes in place of the link to the other language, which would lose what was typed."""
    other: Language = "en" if language == "zh" else "zh"
    said = title.in_language(language)
    return html(
        _PAGE,
        lang=html_language(language),
        heading=(wording.ERROR_TITLE.in_language(language) + said) if error else said,
        title=said,
        product=product.in_language(language),
        style=_STYLE,
        switch=html(_LINK, other=other, name=wording.OTHER_LANGUAGE.in_language(language))
        if switch is None
        else switch,
        content=content,
        script=html("<script>{script}</script>\n", script=_SCRIPT) if script else NOTHING,
    )


def html_language(language: Language) -> str:
    return "zh-CN" if language == "zh" else "en"


def notice(title: Text, text: Text, language: Language) -> Html:
    return page(title, html("<p>{text}</p>", text=text.in_language(language)), language)


def answer(content: Html, status: int = 200) -> Response:
    headers = {
        "cache-control": "no-store",
        "content-security-policy": CONTENT_SECURITY_POLICY,
        "referrer-policy": "no-referrer",
        "vary": "accept-language",
        "x-content-type-options": "nosniff",
    }
    return Response(content, status, headers, media_type="text/html")
