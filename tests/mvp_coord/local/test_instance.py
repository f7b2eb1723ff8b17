"""Where an instance keeps its things."""

import os
import stat
from pathlib import Path

import psycopg
import pytest

from mvp_coord.local import Instance, LocalError, instance, pair, processes
from mvp_coord.local import instance as instance_of_environment
from mvp_coord.local.instance import CHECKOUT, ROOT_STATE


@pytest.fixture
def here(tmp_path) -> Instance:
    return Instance(tmp_path / "home", folder=tmp_path / "home")


def test_the_default_home_is_in_the_checkout(monkeypatch):
    monkeypatch.delenv("MVP_HOME")
    assert instance_of_environment().home == CHECKOUT / ".local"


def test_mvp_home_names_another_instance(monkeypatch, tmp_path):
    monkeypatch.setenv("MVP_HOME", str(tmp_path / "a folder with blanks"))
    assert instance().home == tmp_path / "a folder with blanks"


def test_building_addresses_touches_nothing(tmp_path):
    one = Instance(tmp_path / "home")
    assert one.database_url("app_rw").startswith("postgres://app_rw@/mvp_coord?host=")
    assert one.redis_url.startswith("redis+socket:///")
    assert not one.sockets.exists()
    assert not one.state.exists()
    assert list(tmp_path.iterdir()) == []


def test_state_lies_at_home_but_for_root(tmp_path, monkeypatch):
    one = Instance(tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert one.state == tmp_path
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert one.state == ROOT_STATE / one.key


def test_two_instances_share_nothing(tmp_path):
    one, other = Instance(tmp_path / "one"), Instance(tmp_path / "other")
    for get in (lambda i: i.sockets, lambda i: i.redis_url, lambda i: i.database_url("app_rw")):
        assert get(one) != get(other)


def test_socket_paths_are_short_however_deep_the_home(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path / ("x" * 100)))
    deep = Instance(Path("/", *["a folder with a long name"] * 20))
    assert len(str(deep.sockets / ".s.PGSQL.5432.lock")) < 103
    assert len(str(deep.valkey_socket)) < 103


def test_database_and_broker_addresses_are_read_as_written(here):
    found = psycopg.conninfo.conninfo_to_dict(here.database_url("backup_ro"))
    assert found == {"user": "backup_ro", "dbname": "mvp_coord", "host": str(here.sockets)}


def test_an_unknown_role_has_no_address(here):
    with pytest.raises(ValueError, match="no such database role: root"):
        here.database_url("root")


def test_the_secret_key_is_made_once_and_for_its_owner_alone(here):
    key = here.secret_key()
    path = here.state / "secret_key"
    assert len(key) > 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert here.secret_key() == key
    assert [file.name for file in here.state.glob("secret_key*")] == ["secret_key"]


def test_a_home_that_cannot_be_made_says_whose_it_is(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    one = Instance(tmp_path / "home", folder=tmp_path / "home")
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(LocalError, match=r"belongs to somebody else.*MVP_HOME"):
        one.secret_key()


def test_a_socket_folder_of_somebody_else_is_refused(here):
    here.sockets.mkdir(mode=0o755)
    try:
        with pytest.raises(LocalError, match="made by somebody else"):
            pair.prepare(here)
    finally:
        here.sockets.rmdir()


def test_a_socket_folder_that_is_a_link_is_refused(here, tmp_path):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    here.sockets.symlink_to(tmp_path / "elsewhere")
    try:
        with pytest.raises(LocalError, match="made by somebody else"):
            pair.prepare(here)
    finally:
        here.sockets.unlink()


def test_a_user_id_without_a_name_is_told_so(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(LocalError, match="user id 54321 has no name"):
        processes.check_user_has_name()


def test_deleting_the_state_leaves_what_else_lies_in_its_folder(here):
    here.secret_key()
    for name in ("pgdata", "valkey"):
        (here.state / name / "deep").mkdir(parents=True)
    for name in ("postgres.log", "servers.lock", "beat-schedule.dat", "notes.txt", "other.lock"):
        (here.state / name).write_text("text")
    here.delete_state()
    assert {path.name for path in here.state.iterdir()} == {"notes.txt", "other.lock"}
    for path in list(here.state.iterdir()):
        path.unlink()
    here.delete_state()
    assert not here.state.exists()
