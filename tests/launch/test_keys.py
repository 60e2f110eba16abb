"""Passwords and keys: made once, different, and readable by their owner alone."""

import stat

from registry.tokens import token_of
from tools.launch import keys


def test_keys_are_made_once(tmp_path):
    assert keys.kept_in(tmp_path) == keys.kept_in(tmp_path)


def test_every_key_is_another(tmp_path):
    made = keys.kept_in(tmp_path)

    assert len(set(made.values())) == len(keys.NAMES)
    assert min(map(len, made.values())) == 64


def test_each_body_has_a_token_of_its_own_in_the_registry(tmp_path):
    made = keys.kept_in(tmp_path)["registry_token"]

    northgate, mti = (token_of(made, body) for body in ("northgate", "mti"))
    assert min(len(northgate), len(mti)) == 64
    assert northgate != mti


def test_an_installation_keeps_the_one_token_its_registry_knows(tmp_path):
    (tmp_path / "secrets.json").write_text('{"registry_token": "as before"}')

    assert keys.kept_in(tmp_path)["registry_token"] == "as before"


def test_only_their_owner_may_read_them(tmp_path):
    keys.kept_in(tmp_path)

    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600


def test_a_key_of_a_newer_version_is_added_and_the_others_stay(tmp_path):
    (tmp_path / "secrets.json").write_text('{"valkey": "as before"}')

    made = keys.kept_in(tmp_path)

    assert made["valkey"] == "as before"
    assert set(made) == set(keys.NAMES)


def test_a_file_written_over_is_never_open_to_others(tmp_path):
    file = tmp_path / "told"
    file.write_text("open")
    file.chmod(0o644)

    keys.write_private(file, "closed")

    assert (file.read_text(), stat.S_IMODE(file.stat().st_mode)) == ("closed", 0o600)
