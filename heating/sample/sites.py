"""The sites of the city and the assets in them: stations and their courtyards, networks, plants, villages."""

from collections.abc import Callable, Iterator
from random import Random

from heating.registry.kinds import FieldValue
from heating.sample.areas import beside, spot_in, street_path
from heating.sample.naming import romanised
from heating.sample.places import District, Places, Plant
from heating.sample.plan import PlannedAsset, PlannedSite

Spot = tuple[float, float]
Numbered = Callable[[str], int]
_BALANCE_VALVES = ("静态平衡阀", "自力式压差控制阀")
_COMPASS = ("东", "西", "南", "北")


class SiteMaker:
    """Makes sites one after another; the codes count up per district."""

    def __init__(self, places: Places, rng: Random) -> None:
        self.places = places
        self.rng = rng
        self._counts: dict[str, int] = {}

    def station_and_courtyard(self, district: District, estate: str) -> list[PlannedSite]:
        """A heat station and the housing estate it supplies."""
        street = self.rng.choice(district.streets)
        spot = spot_in(district, street, self.rng)
        station = self._site(
            district, street, "heat_station", f"{estate}热力站", f"{romanised(estate)} Heat Station", spot
        )
        yard = self._site(district, street, "courtyard", estate, f"{romanised(estate)} Estate", spot)
        return [
            station(self._station_assets(station, district, estate, spot)),
            yard(self._courtyard_assets(yard, estate, station.code, spot)),
        ]

    def network(self, district: District, road: str, section: int) -> PlannedSite:
        street = self.rng.choice(district.streets)
        spot = spot_in(district, street, self.rng)
        name = f"{district.name[:-1]}{road}供热管网{section}段"
        site = self._site(district, street, "pipe_network", name, f"{romanised(road)} Network Section {section}", spot)
        return site(self._network_assets(site, road, spot))

    def plant(self, district: District, plant: Plant, *, peak: bool = False) -> PlannedSite:
        street = self.rng.choice(district.streets)
        spot = spot_in(district, street, self.rng)
        kind, word = ("peak_source", "Peak Source") if peak else ("heat_source_plant", "Heat Source Plant")
        english = f"{romanised(plant.name.removesuffix('热源厂').removesuffix('调峰热源'))} {word}"
        site = self._site(district, street, kind, plant.name, english, spot, plant.company)
        return site(
            self._plant_assets(site, plant.fuel, spot, boilers=2 if peak else self.rng.randint(3, 5), peak=peak)
        )

    def village(self, district: District, name: str) -> PlannedSite:
        street = self.rng.choice(district.streets)
        spot = spot_in(district, street, self.rng)
        site = self._site(district, street, "rural_village", name, f"{romanised(name)} Village", spot)
        kind = self.rng.choice(["rural_heat_pump", "rural_gas_boiler"])
        return site([self._device(site, kind, house, spot) for house in range(1, self.rng.randint(14, 18))])

    def _site(
        self, district: District, street: str, kind: str, name: str, name_en: str, spot: Spot, company: str = ""
    ) -> "_Draft":
        letters = _SITE_LETTERS[kind]
        prefix = f"{district.key[:3].upper()}-{letters}"
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        road = self.rng.choice(self.places.roads)
        return _Draft(
            code=f"{prefix}{self._counts[prefix]:04d}",
            kind=kind,
            name=name,
            name_en=name_en,
            area=street_path(self.places, district, street),
            company=company or district.company,
            address=f"{district.name}{road}{self.rng.randint(1, 240)}号",
            spot=spot,
        )

    def _station_assets(self, site: "_Draft", district: District, estate: str, spot: Spot) -> Iterator[PlannedAsset]:
        rng = self.rng
        fields: dict[str, FieldValue] = {
            "system": "indirect",
            "design_load_mw": round(rng.uniform(2.5, 9.5), 1),
            "unattended": rng.random() < 0.7,
            "second_power_supply": rng.random() < 0.4,
            "supplied_by": rng.choice(
                [p.name for p in self.places.plants if p.district == district.key] or ["城区一级网"]
            ),
        }
        yield site.asset("heat_station", "RZ", site.name, site.name_en, beside(spot, rng), fields)
        zones = ("低区", "高区")[: rng.choice((1, 2, 2))]
        for number, zone in enumerate(zones, 1):
            yield site.asset(
                "heat_exchanger", "HR", f"{estate}站{zone}板式换热器", f"{romanised(estate)} Plate Exchanger {number}",
                spot, {"type": "plate", "area_m2": rng.choice([42, 56, 80, 110, 160])},
            )  # fmt: skip
        for number in (1, 2):
            yield self._pump(site, estate, "circulation", f"{number}号循环泵", f"Circulation Pump {number}", spot)
        for number in range(1, rng.choice((2, 2, 3))):
            yield self._pump(site, estate, "make_up", f"{number}号补水泵", f"Make-up Pump {number}", spot)

    def _pump(self, site: "_Draft", place: str, duty: str, name: str, name_en: str, spot: Spot) -> PlannedAsset:
        rng = self.rng
        power = rng.choice([3, 4, 5.5]) if duty == "make_up" else rng.choice([22, 30, 37, 45, 55])
        fields: dict[str, FieldValue] = {
            "duty": duty, "power_kw": power, "flow_m3_h": rng.choice([12, 50, 100, 160, 200]),
            "head_m": rng.choice([28, 32, 38, 44]), "variable_speed": duty == "circulation",
        }  # fmt: skip
        return site.asset("pump", "BE", f"{place}站{name}", f"{romanised(place)} {name_en}", spot, fields)

    def _courtyard_assets(self, site: "_Draft", estate: str, station: str, spot: Spot) -> Iterator[PlannedAsset]:
        rng = self.rng
        count = rng.choice((3, 3, 4, 4, 5, 6))
        fields: dict[str, FieldValue] = {"community": f"{estate}社区", "building_count": count, "supplied_by": station}
        yield site.asset("courtyard", "TY", f"{estate}庭院管网", f"{romanised(estate)} Courtyard Network", spot, fields)
        for number in range(1, count + 1):
            at = beside(spot, rng)
            yield self._building(
                site, f"{estate}{number}号楼", f"{romanised(estate)} Building {number}", number == count, at
            )
            yield site.asset(
                "building_inlet", "RK", f"{estate}{number}号楼热力入口", f"{romanised(estate)} Building {number} Inlet",
                at, {"diameter_mm": rng.choice([50, 65, 80, 100]), "balance_valve": rng.choice(_BALANCE_VALVES)},
            )  # fmt: skip

    def _building(self, site: "_Draft", name: str, name_en: str, last: bool, at: Spot) -> PlannedAsset:
        floors, units, doors = self.rng.choice(((6, 2, 2), (6, 3, 2), (5, 3, 2), (6, 2, 2), (9, 2, 2), (18, 1, 3)))
        rooms = tuple(
            (str(unit), f"{floor}{door:02d}")
            for unit in range(1, units + 1)
            for floor in range(1, floors + 1)
            for door in range(1, doors + 1)
        )
        fields: dict[str, FieldValue] = {
            "floors": floors, "units": units, "heating": self.rng.choice(["radiator", "radiator", "floor"]),
            "end_of_loop": last, "insulated": self.rng.random() < 0.6, "built_year": self.rng.randint(1978, 2021),
        }  # fmt: skip
        area = float(len(rooms) * self.rng.randint(72, 118))
        return site.asset("building", "LD", name, name_en, at, fields, heated_area_m2=area, rooms=rooms)

    def _network_assets(self, site: "_Draft", road: str, spot: Spot) -> Iterator[PlannedAsset]:
        rng = self.rng
        level = rng.choice(["primary", "primary", "secondary"])
        diameter = rng.choice([300, 400, 500, 700, 1000] if level == "primary" else [150, 200, 250])
        for number in range(1, rng.randint(7, 9)):
            fields: dict[str, FieldValue] = {
                "level": level, "diameter_mm": diameter, "length_m": rng.randint(120, 480),
                "built_year": rng.randint(1996, 2022), "laying": rng.choice(["buried", "buried", "channel"]),
            }  # fmt: skip
            at = beside(spot, rng)
            yield site.asset(
                "pipe_segment", "GD", f"{road}DN{diameter}管段{number}", f"{romanised(road)} Pipe {number}", at, fields
            )
        for number in range(1, rng.randint(5, 7)):
            depth = round(rng.uniform(1.8, 4.6), 1)
            yield site.asset(
                "chamber", "JC", f"{road}{number}号检查室", f"{romanised(road)} Chamber {number}", beside(spot, rng),
                {"depth_m": depth, "confined_space": True, "valve_count": rng.randint(2, 6)},
            )  # fmt: skip

    def _plant_assets(
        self, site: "_Draft", fuel: str, spot: Spot, *, boilers: int, peak: bool
    ) -> Iterator[PlannedAsset]:
        rng = self.rng
        capacity = rng.choice([14, 29]) if peak else rng.choice([58, 70, 91])
        whole: dict[str, FieldValue] = {"fuel": fuel, "capacity_mw": capacity * boilers}
        yield site.asset(site.kind, "TF" if peak else "RY", site.name, site.name_en, spot, whole)
        for number in range(1, boilers + 1):
            yield site.asset(
                "boiler", "GL", f"{site.name}{number}号锅炉", f"{site.name_en} Boiler {number}", beside(spot, rng),
                {"fuel": fuel, "capacity_mw": capacity, "registration_number": f"锅10{rng.randint(10000, 99999)}"},
                standby=number == boilers and boilers > 3,
            )  # fmt: skip
        if not peak:
            yield site.asset(
                "emission_monitor", "PF", f"{site.name}烟气在线监测", f"{site.name_en} Emission Monitor", spot
            )
        if fuel == "coal":
            enclosure = rng.choice(["enclosed", "enclosed", "semi"])
            yield site.asset(
                "coal_yard", "MC", f"{site.name}煤场", f"{site.name_en} Coal Yard", spot, {"enclosure": enclosure}
            )

    def _device(self, site: "_Draft", kind: str, house: int, spot: Spot) -> PlannedAsset:
        electric = kind == "rural_heat_pump"
        letters, word, word_en = ("RB", "空气源热泵", "Heat Pump") if electric else ("BG", "燃气壁挂炉", "Gas Boiler")
        fields: dict[str, FieldValue] = {"power_kw": self.rng.choice([8, 12, 16] if electric else [18, 20, 24])}
        if self.rng.random() < 0.35:
            fields["flood_mark_m"] = round(self.rng.uniform(0.2, 1.4), 1)
        side = _COMPASS[house % 4]
        return site.asset(
            kind,
            letters,
            f"{site.name}{side}街{house}号{word}",
            f"{site.name_en} House {house} {word_en}",
            beside(spot, self.rng),
            fields,
        )


_SITE_LETTERS = {
    "heat_station": "R", "courtyard": "T", "pipe_network": "W", "heat_source_plant": "Y", "peak_source": "F",
    "rural_village": "N",
}  # fmt: skip


class _Draft:
    """A site whose assets are still being made; they are numbered by kind within it."""

    def __init__(
        self, *, code: str, kind: str, name: str, name_en: str, area: str, company: str, address: str, spot: Spot
    ) -> None:
        self.code, self.kind, self.name, self.name_en = code, kind, name, name_en
        self._area, self._company, self._address, self._spot = area, company, address, spot
        self._numbers: dict[str, int] = {}

    def asset(
        self, kind: str, letters: str, name: str, name_en: str, at: Spot, fields: dict[str, FieldValue] | None = None,
        *, heated_area_m2: float | None = None, rooms: tuple[tuple[str, str], ...] = (), standby: bool = False,
    ) -> PlannedAsset:  # fmt: skip
        self._numbers[letters] = self._numbers.get(letters, 0) + 1
        return PlannedAsset(
            code=f"{self.code}-{letters}{self._numbers[letters]:02d}", name=name, name_en=name_en, kind=kind,
            longitude=at[0], latitude=at[1], fields=fields or {}, heated_area_m2=heated_area_m2, rooms=rooms,
            standby=standby,
        )  # fmt: skip

    def __call__(self, assets: Iterator[PlannedAsset] | list[PlannedAsset]) -> PlannedSite:
        return PlannedSite(
            code=self.code, name=self.name, name_en=self.name_en, kind=self.kind, area=self._area,
            company=self._company, address=self._address, longitude=self._spot[0], latitude=self._spot[1],
            assets=tuple(assets),
        )  # fmt: skip
