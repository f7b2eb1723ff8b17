"""Where the server programs are found, and how root gets ones that an unprivileged user can run."""

import stat

import pytest

from mvp_coord.local import LocalError, binaries


def test_the_installed_programs_are_found():
    assert (binaries.postgres_folder() / "initdb").exists()
    assert binaries.valkey_program().name == "valkey-server"


def test_other_programs_can_be_named(monkeypatch, tmp_path):
    (tmp_path / "postgres").touch()
    monkeypatch.setenv("MVP_PG_BIN", str(tmp_path))
    assert binaries.postgres_folder() == tmp_path


def test_a_wrong_folder_of_programs_is_named_in_the_refusal(monkeypatch, tmp_path):
    monkeypatch.setenv("MVP_PG_BIN", str(tmp_path))
    with pytest.raises(LocalError, match=f"MVP_PG_BIN is {tmp_path}"):
        binaries.postgres_folder()


def test_programs_out_of_reach_are_copied_once_for_everybody(monkeypatch, tmp_path):
    monkeypatch.setattr(binaries, "ROOT_STATE", tmp_path / "state")
    private = tmp_path / "private"
    (private / "bin").mkdir(parents=True, mode=0o700)
    (private / "bin" / "server").write_text("program")
    (private / "bin" / "server").chmod(0o700)
    (private / "words").write_text("data")
    (private / "words").chmod(0o600)
    parts = {private / "bin": binaries.Path("pginstall", "bin"), private / "words": binaries.Path("words")}
    for _ in range(2):
        folder = binaries._copied_for_everybody("server-1", parts)
    assert folder == tmp_path / "state" / "server-1"
    modes = {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}
    assert modes == {"pginstall": 0o755, "pginstall/bin": 0o755, "pginstall/bin/server": 0o755, "words": 0o644}
    assert [path.name for path in folder.parent.iterdir()] == ["server-1"]
