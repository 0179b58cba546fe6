"""The table of settings: defaults, the environment, and values that cannot be."""

from __future__ import annotations

import dataclasses

import pytest

from web.settings import PREFIX, Settings, SettingsError, load, table


def test_every_setting_has_a_name_a_variable_and_help() -> None:
    rows = table()
    assert [row.name for row in rows] == [field.name for field in dataclasses.fields(Settings)]
    assert all(row.variable == PREFIX + row.name.upper() and row.help.endswith(".") for row in rows)


def test_defaults_are_safe() -> None:
    settings = load({})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.message_length) == ("127.0.0.1", 5000, 2000)
    assert settings.allowed_origins == ()


def test_the_environment_sets_and_overrides_win() -> None:
    environ = {
        "DANCHUNG_PORT": "8080",
        "DANCHUNG_CONTACT": "Văn phòng",
        "DANCHUNG_ALLOWED_ORIGINS": "https://a.example/, https://b.example:8443",
        "PATH": "/bin",
    }
    settings = load(environ, {"port": 0})
    assert settings.port == 0
    assert settings.contact == "Văn phòng"
    assert settings.allowed_origins == ("https://a.example", "https://b.example:8443")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "70000"),
        ("THREADS", "0"),
        ("MESSAGE_LENGTH", ""),
        ("ALLOWED_ORIGINS", "*"),
        ("ALLOWED_ORIGINS", "null"),
        ("ALLOWED_ORIGINS", "https://a.example/path"),
    ],
)
def test_an_impossible_value_names_its_setting(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"(?i){name}"):
        load({PREFIX + name: value})


def test_overrides_must_be_known_and_of_the_right_type() -> None:
    with pytest.raises(SettingsError, match="colour"):
        load({}, {"colour": "red"})
    with pytest.raises(SettingsError, match="port"):
        load({}, {"port": "5000"})
