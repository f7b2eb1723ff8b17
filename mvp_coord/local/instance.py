"""Where one running copy of the product keeps its things, and how its two servers are reached."""

import contextlib
import hashlib
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
DATABASE = "mvp_coord"
ROLES = ("mvp_owner", "app_rw", "backup_ro")
# Root's data lies outside the checkout: PostgreSQL refuses to run as root, and the user it runs as
# instead may not be able to reach the folders above the checkout.
ROOT_STATE = Path("/var/lib/mvp-coord")
# All that an instance ever writes into its folder, which MVP_HOME may share with other things of its owner.
OWN_FILES = (
    *("pgdata", "pgdata.new", "valkey", "secret_key*", "beat-schedule*", "up.txt"),
    *("postgres.log", "valkey.log", "servers.lock", "users.lock", "up.lock"),
)


class LocalError(Exception):
    """The embedded servers cannot do what was asked; the message tells a person why and what to do."""


@dataclass(frozen=True)
class Instance:
    """One instance: ``home`` names it, ``state`` holds its data, ``sockets`` its two Unix sockets.

    Building one touches nothing on disk.
    """

    home: Path
    folder: Path | None = None  # where the state lies, if not in its usual place

    @property
    def key(self) -> str:
        """Eight hex digits that stand for the home folder in paths that must be short."""
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:8]

    @property
    def state(self) -> Path:
        """The folder for data, logs, locks and the secret key."""
        return self.folder or (ROOT_STATE / self.key if os.geteuid() == 0 else self.home)

    @property
    def sockets(self) -> Path:
        """A folder for the sockets: a short path (their paths end at 103 bytes) that is the same for
        every shell of a user, whatever its TMPDIR says."""
        shared = Path("/tmp")  # noqa: S108 - the folder in it gets mode 0700, and its owner is checked
        top = shared if os.access(shared, os.W_OK) else Path(tempfile.gettempdir())
        return top / f"mvpc-{os.geteuid()}-{self.key}"

    @property
    def valkey_socket(self) -> Path:
        """The socket that Valkey listens on."""
        return self.sockets / "valkey.sock"

    @property
    def note(self) -> Path:
        """Where `up` notes its address while it runs: "http://127.0.0.1:8000/ (process 17)"."""
        return self.state / "up.txt"

    def address(self) -> str:
        """Where the pages are, if `up` serves them at this moment: "http://127.0.0.1:8000"; else nothing."""
        try:
            return self.note.read_text().partition("/ ")[0]
        except OSError:
            return ""

    def database_url(self, role: str, database: str = DATABASE) -> str:
        """The embedded database's address for one of the three roles (or ``postgres``, the superuser)."""
        if role not in (*ROLES, "postgres"):
            raise ValueError(f"no such database role: {role}")
        return f"postgres://{role}@/{database}?host={self.sockets}"

    @property
    def redis_url(self) -> str:
        """The address of the embedded Valkey, as Celery reads it."""
        return f"redis+socket://{self.valkey_socket}"

    def secret_key(self) -> str:
        """The instance's secret key, made at first use and readable by its owner alone."""
        path = self.state / "secret_key"
        try:
            return path.read_text("ascii")
        except FileNotFoundError:
            self.make_state()
        # Written aside and linked into place, so that of two first starts at once one key wins, whole.
        draft = path.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return path.read_text("ascii")

    def make_state(self) -> None:
        """Create the state folder, for its owner alone. As root others may pass through it, but not list it."""
        try:
            self.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        except PermissionError as error:
            raise LocalError(
                f"{self.state} cannot be created ({error.strerror}). This folder belongs to somebody else: "
                "use a copy of your own, or set MVP_HOME to a folder that you may write to."
            ) from error
        if os.geteuid() == 0:
            if self.folder is None:
                self.state.parent.chmod(0o711)
            self.state.chmod(0o711)
            (self.state / "home").write_text(f"{self.home}\n")

    def delete_state(self) -> None:
        """Delete what the instance wrote, and its folder if nothing else is in it. Only while nobody uses it."""
        if os.geteuid() == 0:
            (self.state / "home").unlink(missing_ok=True)
        for pattern in OWN_FILES:
            for path in self.state.glob(pattern):
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self.state.rmdir()


def instance() -> Instance:
    """The instance that ``MVP_HOME`` names, by default the one of this checkout."""
    return Instance(Path(os.environ.get("MVP_HOME") or CHECKOUT / ".local").resolve())
