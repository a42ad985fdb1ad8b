"""Photographs for the demo city, drawn: gauges, pipes, pumps, plates and manholes, each a little different."""

import hashlib
from collections.abc import Callable, Iterator
from io import BytesIO
from math import cos, radians, sin
from random import Random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

_WIDTH, _HEIGHT = 1024, 768
Colour = tuple[int, int, int]
Draw = ImageDraw.ImageDraw


class Drawn(NamedTuple):
    sha256: str
    jpeg: bytes


def draw_pictures(count: int, rng: Random) -> list[Drawn]:
    return list(_pictures(count, rng))


def _pictures(count: int, rng: Random) -> Iterator[Drawn]:
    for number in range(count):
        scene = _SCENES[number % len(_SCENES)]
        jpeg = _photograph(scene, rng)
        yield Drawn(hashlib.sha256(jpeg).hexdigest(), jpeg)


def _photograph(scene: Callable[[Draw, Random], None], rng: Random) -> bytes:
    image = _wall(rng)
    scene(ImageDraw.Draw(image), rng)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.6, 1.4)))
    file = BytesIO()
    _with_grain(image, rng).save(file, "JPEG", quality=72)
    return file.getvalue()


def _wall(rng: Random) -> Image.Image:
    """Plaster under a lamp: lighter at the top, a painted dado below."""
    top, bottom = _grey(rng, 150, 200), _grey(rng, 80, 120)
    column = Image.new("RGB", (1, _HEIGHT))
    for y in range(_HEIGHT):
        share = y / _HEIGHT
        column.putpixel((0, y), _mixed(top, bottom, share))
    image = column.resize((_WIDTH, _HEIGHT))
    dado = rng.choice([(72, 104, 92), (88, 108, 128), (118, 104, 84)])
    ImageDraw.Draw(image).rectangle((0, int(_HEIGHT * 0.62), _WIDTH, _HEIGHT), fill=dado)
    return image


def _gauge(draw: Draw, rng: Random) -> None:
    x, y, radius = rng.randint(420, 600), rng.randint(300, 420), rng.randint(170, 230)
    _pipe(draw, x - 24, y, 48, _HEIGHT - y, upright=True)
    draw.ellipse(_box(x, y, radius + 22), fill=(40, 44, 48))
    draw.ellipse(_box(x, y, radius), fill=(238, 236, 226))
    for step in range(-130, 131, 13):
        outer, inner = _on_dial(x, y, radius - 12, step), _on_dial(x, y, radius - (44 if step % 26 == 0 else 30), step)
        draw.line((outer, inner), fill=(30, 30, 30), width=5)
    draw.arc(_box(x, y, radius - 18), -30, 40, fill=(190, 40, 30), width=14)
    draw.line((x, y, *_on_dial(x, y, radius - 50, rng.randint(-70, 60))), fill=(20, 20, 20), width=9)
    draw.ellipse(_box(x, y, 16), fill=(20, 20, 20))


def _pipes(draw: Draw, rng: Random) -> None:
    for y in (rng.randint(120, 200), rng.randint(380, 460)):
        width = rng.randint(80, 130)
        _pipe(draw, 0, y, _WIDTH, width)
        flange = rng.randint(250, 750)
        draw.rectangle((flange, y - 26, flange + 34, y + width + 26), fill=(74, 80, 84))
        for bolt in range(y - 14, y + width + 20, 34):
            draw.ellipse(_box(flange + 17, bolt, 9), fill=(150, 146, 138))
        _rust(draw, rng, flange + 17, y + width)


def _pump(draw: Draw, rng: Random) -> None:
    colour = rng.choice([(38, 92, 140), (46, 116, 82), (130, 60, 46)])
    draw.rectangle((180, 560, 860, 620), fill=(66, 66, 66))
    draw.rounded_rectangle((480, 300, 830, 545), 60, fill=colour)
    for x in range(520, 820, 26):
        draw.line((x, 316, x, 530), fill=_darker(colour), width=7)
    draw.ellipse((220, 280, 500, 560), fill=_darker(colour))
    draw.ellipse((290, 350, 430, 490), fill=colour)
    _pipe(draw, 318, 60, 84, 260, upright=True)
    _rust(draw, rng, 360, 540)


def _plates(draw: Draw, rng: Random) -> None:
    left, right = rng.randint(180, 240), rng.randint(780, 860)
    for x in range(left, right, 14):
        tone = rng.randint(150, 205)
        draw.rectangle((x, 150, x + 10, 600), fill=(tone, tone, tone + 6))
    for x in (left - 44, right):
        draw.rectangle((x, 110, x + 44, 650), fill=(36, 84, 128))
    for y in (190, 380, 570):
        draw.line((left - 70, y, right + 80, y), fill=(110, 104, 96), width=16)


def _manhole(draw: Draw, rng: Random) -> None:
    draw.rectangle((0, 0, _WIDTH, _HEIGHT), fill=_grey(rng, 84, 108))
    for _ in range(500):
        draw.ellipse(_box(rng.randint(0, _WIDTH), rng.randint(0, _HEIGHT), rng.randint(1, 4)), fill=_grey(rng, 60, 140))
    x, y = rng.randint(420, 600), rng.randint(330, 430)
    draw.ellipse(_box(x, y, 270), fill=(52, 50, 48))
    draw.ellipse(_box(x, y, 245), fill=(96, 90, 82))
    for ring in range(40, 240, 40):
        draw.ellipse(_box(x, y, ring), outline=(60, 56, 50), width=9)
    for turn in range(0, 360, 30):
        draw.line((x, y, *_on_dial(x, y, 240, turn)), fill=(60, 56, 50), width=7)


_SCENES: tuple[Callable[[Draw, Random], None], ...] = (_gauge, _pipes, _pump, _plates, _manhole)


def _pipe(draw: Draw, x: int, y: int, width: int, height: int, *, upright: bool = False) -> None:
    """A round pipe by shading across its thickness."""
    thickness = width if upright else height
    for offset in range(thickness):
        tone = int(110 + 90 * sin(radians(180 * offset / thickness)))
        colour = (tone, tone, min(255, tone + 8))
        if upright:
            draw.line((x + offset, y, x + offset, y + height), fill=colour)
        else:
            draw.line((x, y + offset, x + width, y + offset), fill=colour)


def _rust(draw: Draw, rng: Random, x: int, y: int) -> None:
    """A stain that runs down from a leak."""
    for _ in range(60):
        drop = rng.randint(0, 120)
        brown = (rng.randint(110, 150), rng.randint(56, 80), rng.randint(20, 40))
        draw.ellipse(_box(x + rng.randint(-22, 22), y + drop, rng.randint(3, 13)), fill=brown)


def _with_grain(image: Image.Image, rng: Random) -> Image.Image:
    """Sensor noise; `Image.effect_noise` cannot be seeded."""
    noise = Image.frombytes("L", (_WIDTH // 4, _HEIGHT // 4), rng.randbytes(_WIDTH * _HEIGHT // 16))
    return Image.blend(image, noise.resize((_WIDTH, _HEIGHT)).convert("RGB"), 0.07)


def _box(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def _on_dial(x: float, y: float, radius: float, degrees: float) -> tuple[float, float]:
    """Clockwise from the top."""
    turn = radians(degrees - 90)
    return x + radius * cos(turn), y + radius * sin(turn)


def _grey(rng: Random, low: int, high: int) -> Colour:
    tone = rng.randint(low, high)
    return tone, tone, max(0, tone - 6)


def _mixed(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _darker(colour: Colour) -> Colour:
    return colour[0] * 2 // 3, colour[1] * 2 // 3, colour[2] * 2 // 3
