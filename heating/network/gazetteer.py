"""All buildings of the city by the names of their estates, in memory: 300,000 households are some 8,000 buildings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple
from uuid import UUID

from heating.network.addresses import Spoken, parse
from heating.network.likeness import Likeness, Name, Origin, Written, likeness, name_of, one_slip, written
from heating.network.name_index import NameIndex
from heating.registry.building_queries import Building
from heating.registry.pinyin import fold

Seen = Callable[[Building], bool]
_MOST_ESTATES = 40
_SURE = 78
_NO_SUCH_BUILDING = 30
_OTHER_PREFIX = 4


class Estate:
    """Buildings of one site whose names begin alike: 和平苑1号楼, 和平苑2号楼."""

    def __init__(self, site: UUID, name: str) -> None:
        self.site = site
        self.name = name
        self.name_en = ""
        self.names: list[Name] = []
        self.by_number: dict[str, list[Building]] = {}

    @property
    def buildings(self) -> Iterator[Building]:
        for number in sorted(self.by_number, key=_by_value):
            yield from self.by_number[number]


class Found(NamedTuple):
    building: Building
    estate: Estate
    likeness: Likeness
    building_said: bool


class Gazetteer:
    def __init__(self) -> None:
        self._estates: dict[UUID, list[Estate]] = {}
        self._names: NameIndex[Estate] = NameIndex()
        self._site_of: dict[UUID, UUID] = {}

    def put(self, site: UUID, buildings: Sequence[Building], aliases: Sequence[str]) -> None:
        """All buildings of a site; what was known of it before is forgotten."""
        for estate in self._estates.pop(site, ()):
            self._names.remove(estate)
        self._site_of.update((building.id, site) for building in buildings)
        if buildings:
            self._estates[site] = _estates(site, buildings, aliases)
        for estate in self._estates.get(site, ()):
            for name in estate.names:
                self._names.add(estate, name)

    def site_of(self, building: UUID) -> UUID | None:
        """Where it was when it was put in."""
        return self._site_of.get(building)

    def find(self, spoken: Spoken, limit: int, seen: Seen) -> list[Found]:
        """The likeliest first; without a place there is nothing to find."""
        place = written(spoken.place)
        if not place.letters:
            return []
        likely = sorted(self._likely(place).items(), key=_likeliest_first)
        found = [hit for estate, best in likely[:_MOST_ESTATES] for hit in _hits(estate, best, spoken, seen)]
        found.sort(key=lambda hit: -hit.likeness.score)
        return found[:limit]

    def _likely(self, place: Written) -> dict[Estate, Likeness]:
        """Slips are only thought of where nothing else is very like it."""
        likely = _best(self._names.near(place), partial(likeness, place))
        if max((best.score for best in likely.values()), default=0) >= _SURE:
            return likely
        return _best(self._names.one_off(place), partial(one_slip, place)) | likely


def _likeliest_first(pair: tuple[Estate, Likeness]) -> tuple[object, ...]:
    """Estates of one name stand in the order of their sites, in whichever order they were read."""
    estate, best = pair
    return -best.score, len(estate.name), estate.name, estate.site


def _best(names: Iterable[tuple[Estate, Name]], like: Callable[[Name], Likeness | None]) -> dict[Estate, Likeness]:
    best: dict[Estate, Likeness] = {}
    for estate, name in names:
        found = like(name)
        if found is not None and (estate not in best or best[estate] < found):
            best[estate] = found
    return best


def _estates(site: UUID, buildings: Sequence[Building], aliases: Sequence[str]) -> list[Estate]:
    estates: dict[str, Estate] = {}
    for building in buildings:
        said = parse(building.name)
        name = (said.place if said.building else "") or building.site_name
        estate = estates.setdefault(fold(name), Estate(site, name))
        estate.by_number.setdefault(said.building or fold(building.name), []).append(building)
    for estate in estates.values():
        _give_names(estate, aliases)
    return list(estates.values())


def _give_names(estate: Estate, aliases: Sequence[str]) -> None:
    first = next(iter(estate.buildings))
    estate.name_en = parse(first.name_en).place or first.site_name_en
    origins: dict[str, Origin] = {estate.name: "name", estate.name_en: "name", first.site_name: "name"}
    origins |= dict.fromkeys(
        (building.name for building in estate.buildings if not parse(building.name).building), "name"
    )
    origins |= dict.fromkeys(aliases, "alias")
    places = (address for one in estate.buildings for address in (one.address, one.site_address) if address)
    for address in places:
        origins.setdefault(parse(address).place, "address")
    estate.names = [name_of(text, origin) for text, origin in origins.items() if text]


def _hits(estate: Estate, best: Likeness, spoken: Spoken, seen: Seen) -> Iterator[Found]:
    """The building that was said, else all of the estate; those only when they cannot be meant come last."""
    exact = estate.by_number.get(spoken.building) if spoken.building else None
    other = estate.by_number.get(spoken.building[1:]) if len(spoken.building) > 1 and not exact else None
    if exact or other:
        said = best if exact else best._replace(score=best.score - _OTHER_PREFIX)
        yield from (Found(one, estate, said, True) for one in exact or other or () if seen(one))
        return
    less = best._replace(score=max(best.score - _NO_SUCH_BUILDING, 0)) if spoken.building else best
    yield from (Found(one, estate, less, False) for one in estate.buildings if seen(one))


def _by_value(number: str) -> tuple[int, str]:
    digits = "".join(letter for letter in number if letter.isdigit())
    return int(digits or 0), number
