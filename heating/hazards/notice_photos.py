"""The report's pictures on the notice: what is wrong from near, and its surroundings."""

import asyncio
import io
from base64 import b64encode
from collections.abc import Sequence
from functools import partial

from PIL import Image

from heating.hazards.evidence import HazardPhoto
from heating.hazards.printing import Figure
from heating.lib.problems import Problem
from heating.lib.wording import Language, Text
from heating.photos import actions as photos
from heating.photos.files import PhotoFiles

LONGEST_SIDE = 640
"""Pixels: 200 dpi at the 80 mm it has on paper, and at most some 100 KB of the document each."""
_QUALITY = 75
_CAPTIONS = {"close_up": Text("近景", "Close-up"), "context": Text("全景", "Surroundings")}
_MISSING = Text("照片尚未传到服务器", "This photo has not reached the server")


async def figures(files: PhotoFiles, taken: Sequence[HazardPhoto], language: Language) -> list[Figure]:
    """The first of each of the two; one that has not arrived or cannot be read is said to be missing."""
    shown = {role: next((photo for photo in taken if photo.role == role), None) for role in _CAPTIONS}
    return [
        Figure(
            caption=_CAPTIONS[role].in_language(language),
            svg=await _svg(files, photo.sha256),
            missing=_MISSING.in_language(language),
        )
        for role, photo in shown.items()
        if photo is not None
    ]


async def _svg(files: PhotoFiles, sha256: str) -> str:
    """Empty without a picture. JPEG inside SVG: that is how bytes come to Typst inside JSON, and into the document as
    they are."""
    if not await asyncio.to_thread(files.path(sha256).exists):
        return ""
    try:
        view = await photos.drawn(files, sha256, "view")
        return await photos.decoded(partial(_small, view))
    except Problem:  # a damaged file; `heating check` names it
        return ""


def _small(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as image:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=_QUALITY)
        width, height = image.size
    data = b64encode(out.getvalue()).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{data}"/></svg>'
    )
