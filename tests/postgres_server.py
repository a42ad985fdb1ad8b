"""A PostgreSQL server of the tests' own: unprivileged, in a directory of its own, without network, without fsync."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_LIBC = ctypes.CDLL(None)
"""Opened here: between fork and exec another thread may hold, for ever, what opening needs."""


def binaries() -> Path | None:
    """Where initdb and postgres are: the newest packaged version, or the PATH."""
    packaged = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if packaged:
        return packaged[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found else None


class PostgresServer:
    def __init__(self, binaries: Path) -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="heating-postgres-"))
        # initdb refuses to run as root
        self._user = "nobody" if os.geteuid() == 0 else None
        if self._user is not None:
            shutil.chown(self.directory, self._user)
        cluster = self.directory / "cluster"
        subprocess.run(
            [binaries / "initdb", "-D", cluster, "-U", "heating", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.directory,
            user=self._user,
        )
        self._log = (self.directory / "log").open("wb")
        self._process = subprocess.Popen(
            [binaries / "postgres", "-D", cluster, "-k", self.directory, *_settings()],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            cwd=self.directory,
            user=self._user,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,
        )
        self._wait_until_ready(binaries)

    def url(self, database: str) -> str:
        return f"postgres://heating@/{database}?host={self.directory}"

    def stop(self) -> None:
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait()
        self._log.close()
        shutil.rmtree(self.directory)

    def _wait_until_ready(self, binaries: Path) -> None:
        for _ in range(2400):
            answer = subprocess.run([binaries / "pg_isready", "-q", "-h", self.directory], check=False)
            if answer.returncode == 0:
                return
            if self._process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise RuntimeError("PostgreSQL did not start")


def _settings() -> list[str]:
    settings = {
        "listen_addresses": "",
        "fsync": "off",
        "full_page_writes": "off",
        "synchronous_commit": "off",
        "max_connections": "100",
    }
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _die_with_parent() -> None:
    _LIBC.prctl(_PARENT_DEATH_SIGNAL, signal.SIGQUIT)
