"""What the camera sees: the printed label, drawn by the product, held into view by an unsteady hand."""

import io
import math
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

WIDTH, HEIGHT = 1280, 720
FRAMES, EMPTY, COMING = 240, 8, 52
"""The film begins anew after eight seconds, and whenever the camera is opened."""


def film(path: Path, label: bytes) -> Path:
    """Write a Motion-JPEG film (JPEG files one after another) of the label's image to `path`."""
    with path.open("wb") as file:
        for picture in _pictures(Image.open(io.BytesIO(label)).convert("L")):
            picture.convert("RGB").save(file, "JPEG", quality=85)
    return path


def _pictures(label: Image.Image) -> list[Image.Image]:
    random = np.random.default_rng(1)
    wall = Image.fromarray(random.integers(60, 130, (HEIGHT // 24, WIDTH // 24), dtype=np.uint8))
    wall = wall.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    return [_picture(wall, label, number, random) for number in range(FRAMES)]


def _picture(wall: Image.Image, label: Image.Image, number: int, random: np.random.Generator) -> Image.Image:
    """First an empty wall, then the label comes nearer, turning, out of focus and in dim light."""
    frame = wall.copy()
    if number >= EMPTY:
        turn = (number - EMPTY) / COMING
        height = int(300 + 260 * min(1, turn))
        size = (int(label.width * height / label.height), height)
        held = label.resize(size, Image.Resampling.LANCZOS).convert("LA")
        held = held.rotate(12 * math.sin(turn * 6), expand=True, resample=Image.Resampling.BICUBIC)
        corner = (int(420 + 60 * math.sin(turn * 4)), int(70 + 30 * math.cos(turn * 5)))
        frame.paste(held.getchannel(0), corner, held.getchannel(1))
    seen = np.asarray(frame.filter(ImageFilter.GaussianBlur(1))).astype(float) * 0.6
    return Image.fromarray(np.clip(seen + random.normal(0, 5, seen.shape), 0, 255).astype(np.uint8))
