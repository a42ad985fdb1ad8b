"""The kinds the product comes with. `registry.actions.install_kinds` puts them where a city may edit them."""

from functools import cache
from pathlib import Path

import msgspec

from heating.registry.kinds import AssetKind


@cache
def built_in() -> tuple[AssetKind, ...]:
    return msgspec.json.decode(Path(__file__).with_name("kinds.json").read_bytes(), type=tuple[AssetKind, ...])
