"""Settings from the environment."""

import pytest

from heating.settings import Settings, WrongSetting, documented, load


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("HEATING_PORT", "0", "a whole number from 1 to 65535"),
        ("HEATING_PORT", "http", "a whole number from 1 to 65535"),
        ("HEATING_PORT", "", "a whole number from 1 to 65535"),
        ("HEATING_WORKERS", "2", "1 with SQLite; more need PostgreSQL"),
        ("HEATING_DATABASE_URL", "mysql://x/y", "text matching"),
        ("HEATING_LABEL_URL", "https://re.taiyuan.cn", "text matching"),
        ("HEATING_LABEL_URL", "HTTPS://RE.VERY.LONG.TAIYUAN.CN", "at most 22 characters"),
        ("HEATING_LABEL_URL", "HTTPS://RE.CN/", "text matching"),
        ("HEATING_TIME_ZONE", "Asia/Nowhere", "an IANA time zone"),
        ("HEATING_TIME_ZONE", "../etc/passwd", "an IANA time zone"),
        ("HEATING_LOG", "xml", "json, text"),
        ("HEATING_LOG_LEVEL", "loud", "debug, info, warning, error"),
        ("HEATING_SESSION_DAYS", "1.5", "a whole number from 1 to 400"),
    ],
)
def test_it_refuses_a_wrong_one_by_name_and_says_what_is_allowed(name: str, value: str, allowed: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        load({name: value})
    assert str(refused.value).startswith(f"{name}={value!r} is refused; allowed: ")
    assert allowed in str(refused.value)


def test_it_refuses_names_that_mean_nothing() -> None:
    with pytest.raises(WrongSetting, match="HEATING_PROT: there is no such setting"):
        load({"HEATING_PROT": "8000", "PATH": "/bin"})


def test_it_tells_all_that_is_wrong_at_once() -> None:
    with pytest.raises(WrongSetting) as refused:
        load({"HEATING_PORT": "x", "HEATING_LOG": "x", "HEATING_X": "x"})
    assert [line.split("=")[0].split(":")[0] for line in str(refused.value).splitlines()] == [
        "HEATING_X",
        "HEATING_PORT",
        "HEATING_LOG",
    ]


def test_it_takes_what_is_right() -> None:
    settings = load(
        {
            "HEATING_PORT": "80",
            "HEATING_DATABASE_URL": "postgres://u:p@h/n",
            "HEATING_WORKERS": "4",
            "HEATING_LABEL_URL": "HTTPS://RE.TYRL.CN",
            "HEATING_TIME_ZONE": "Asia/Urumqi",
        }
    )
    assert (settings.port, settings.workers, settings.database) == (80, 4, "postgres://u:p@h/n")
    assert (settings.zone.key, settings.is_sqlite) == ("Asia/Urumqi", False)


def test_it_needs_none() -> None:
    settings = load({})
    assert settings == Settings()
    assert settings.database.startswith("sqlite:////")
    assert settings.database.endswith("/data/heating.db")


def test_every_setting_says_what_it_is_for() -> None:
    for setting in documented():
        assert setting.name.startswith("HEATING_")
        assert setting.description.endswith(".")
        assert setting.allowed
