"""Settings from the environment. Each is documented here, and a wrong one is refused at the start by name."""

import os
from collections.abc import Iterator, Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec import Meta

PREFIX = "HEATING_"
_OF_TESTS = "HEATING_TEST_"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Every setting of the product: field `port` is the variable HEATING_PORT, and so on."""

    data: Annotated[
        str,
        Meta(min_length=1, description="Directory of the database, the photos and everything else that is kept."),
    ] = "data"
    database_url: Annotated[
        str,
        Meta(
            pattern=r"^$|^sqlite:///.+|^postgres(ql)?://.+",
            description="Where the records are: `sqlite:///path` or `postgres://user:password@host/name`."
            " Empty means `heating.db` in the data directory.",
        ),
    ] = ""
    host: Annotated[
        str,
        Meta(min_length=1, description="Address to listen on; `0.0.0.0` for all."),
    ] = "127.0.0.1"
    port: Annotated[
        int,
        Meta(ge=1, le=65535, description="Port to listen on."),
    ] = 8000
    workers: Annotated[
        int,
        Meta(ge=1, le=64, description="Server processes. More than one needs PostgreSQL."),
    ] = 1
    label_url: Annotated[
        str,
        Meta(
            pattern=r"^HTTPS?://[0-9A-Z$%*+\-./:]*[0-9A-Z]$",
            max_length=22,
            description="What the QR codes on labels begin with, in capitals and short, so that the code stays small"
            " and is read from a worn label: `HTTPS://RE.TYRL.CN`.",
        ),
    ] = "HTTP://127.0.0.1:8000"
    public_url: Annotated[
        str,
        Meta(
            pattern=r"^$|^https?://[^\s/]+$",
            description="What links in messages begin with: `https://heating.example.gov.cn`. Empty means the address"
            " in `HEATING_LABEL_URL`.",
        ),
    ] = ""
    outbound_allow: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z0-9.:/_\[\], -]*$",
            description="Hosts, addresses and networks of the inner network that notifications may be sent to,"
            " comma-separated: `hooks.city.local, 10.1.0.0/16`. Others reach public addresses only, and only by https.",
        ),
    ] = ""
    mail_url: Annotated[
        str,
        Meta(
            pattern=r"^$|^mailtos?://.+",
            description="The server that sends mail, as apprise writes it:"
            " `mailtos://user:password@gov.cn?smtp=smtp.gov.cn&from=heating@gov.cn`. Empty means no mail.",
        ),
    ] = ""
    time_zone: Annotated[
        str,
        Meta(description="The city's time zone by its IANA name; dates are days of this zone."),
    ] = "Asia/Shanghai"
    city_name: Annotated[
        str,
        Meta(min_length=1, max_length=100, description="The city's name on pages and printed sheets."),
    ] = "太原市"
    city_name_en: Annotated[
        str,
        Meta(min_length=1, max_length=100, description="The same in English."),
    ] = "Taiyuan"
    secret: Annotated[
        str,
        Meta(
            pattern=r"^$|^.{32,}$",
            description="What forms are signed with and telephone numbers are looked up by, at least 32 characters."
            " Empty means the file `secret.key` in the data directory, made at the first start. Servers that share a"
            " database need the same one, and a new one finds no earlier caller.",
        ),
    ] = ""
    personal_data_days: Annotated[
        int,
        Meta(
            ge=1,
            le=36500,
            description="Days after a complaint's closing when names, telephone numbers, doors and photos are erased.",
        ),
    ] = 365
    roster_notice_days: Annotated[
        int,
        Meta(ge=1, le=60, description="Days before a roster runs out when those in charge are told."),
    ] = 7
    session_days: Annotated[
        int,
        Meta(ge=1, le=400, description="Days after its last use when a device has to sign in again."),
    ] = 30
    forwarded_allow_ips: Annotated[
        str,
        Meta(
            description="Addresses of the reverse proxies, comma-separated, whose X-Forwarded-For and X-Forwarded-Proto"
            " are believed."
        ),
    ] = "127.0.0.1"
    log: Annotated[
        Literal["json", "text"],
        Meta(description="Log lines as JSON, or as text for people."),
    ] = "text"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        Meta(description="The least important lines to log; `info` has one for each request."),
    ] = "info"

    @property
    def directory(self) -> Path:
        return Path(self.data)

    @property
    def database(self) -> str:
        """The address of the database, as `storage.open` takes it."""
        return self.database_url or f"sqlite:///{self.directory.resolve() / 'heating.db'}"

    @property
    def site_url(self) -> str:
        """What links begin with, without a slash at the end."""
        return self.public_url or self.label_url.lower()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def is_sqlite(self) -> bool:
        return self.database.startswith("sqlite")


class WrongSetting(Exception):
    """One line for each wrong setting, with its name and what is allowed."""


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force. Raises WrongSetting."""
    given = {
        name.removeprefix(PREFIX).lower(): text
        for name, text in (os.environ if environment is None else environment).items()
        if name.startswith(PREFIX) and not name.startswith(_OF_TESTS)
    }
    if wrong := [*_wrong_names(given), *_wrong_values(given)]:
        raise WrongSetting("\n".join(wrong))
    settings = msgspec.convert(given, Settings, strict=False)
    if wrong := list(_wrong_together(settings)):
        raise WrongSetting("\n".join(wrong))
    return settings


class Documented(NamedTuple):
    name: str
    allowed: str
    default: str
    description: str


def documented() -> list[Documented]:
    """All settings, in the order in which they are best read."""
    return [
        Documented(variable(field.name), _allowed(field.type), str(field.default), _meta(field.type).description or "")
        for field in msgspec.structs.fields(Settings)
    ]


def variable(field: str) -> str:
    return PREFIX + field.upper()


def _wrong_names(given: Mapping[str, str]) -> Iterator[str]:
    for name in sorted(set(given) - set(Settings.__struct_fields__)):
        yield f"{variable(name)}: there is no such setting"


def _wrong_values(given: Mapping[str, str]) -> Iterator[str]:
    for field in msgspec.structs.fields(Settings):
        if field.name in given:
            try:
                msgspec.convert(given[field.name], field.type, strict=False)
            except msgspec.ValidationError:
                yield _refusal(field.name, given[field.name], _allowed(field.type))


def _wrong_together(settings: Settings) -> Iterator[str]:
    try:
        ZoneInfo(settings.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield _refusal("time_zone", settings.time_zone, "an IANA time zone such as Asia/Shanghai")
    for entry in settings.outbound_allow.split(","):
        if "/" in entry and not _is_network(entry.strip()):
            yield _refusal("outbound_allow", entry.strip(), "hosts, addresses, and networks such as 10.1.0.0/16")
    if settings.workers > 1 and settings.is_sqlite:
        yield _refusal("workers", str(settings.workers), "1 with SQLite; more need PostgreSQL in HEATING_DATABASE_URL")


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _refusal(field: str, given: str, allowed: str) -> str:
    return f"{variable(field)}={given!r} is refused; allowed: {allowed}"


def _allowed(kind: Any) -> str:
    plain, meta = get_args(kind)[0], _meta(kind)
    if get_origin(plain) is Literal:
        return ", ".join(get_args(plain))
    if plain is int:
        return f"a whole number from {meta.ge} to {meta.le}"
    if meta.pattern:
        longest = f", at most {meta.max_length} characters" if meta.max_length else ""
        return f"text matching `{meta.pattern}`{longest}"
    return "any text"


def _meta(kind: Any) -> Meta:
    meta = get_args(kind)[1]
    assert isinstance(meta, Meta)
    return meta
