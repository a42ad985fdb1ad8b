"""The real server as a process of its own, so that it can be stopped, killed and started again under the app."""

import contextlib
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DIST = ROOT / "static" / "dist"


def free_port() -> int:
    """Of those that the system gives to nobody who asks for any: it stays free until the server is started (again)."""
    while True:
        port = random.randint(12_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class Server:
    """`heating serve` on a data directory; the port stays the same over restarts, as the phone knows no other."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self._log = data / "server.log"

    def found_city(self) -> None:
        self._run("-m", "heating", "migrate")
        self._run("-m", "tests.browser.city")

    def add(self, module: str) -> None:
        """Run a module of the tests that adds to the city; before the server is started."""
        self._run("-m", module)

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "heating", "serve"], cwd=ROOT, env=self._environment(), stdout=log, stderr=log
            )
        deadline = time.monotonic() + 120
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self._log.read_text()[-3000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        self._process.wait(timeout=120)
        self._process = None

    def _run(self, *arguments: str) -> None:
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self._environment(), check=True, capture_output=True)

    def _environment(self) -> dict[str, str]:
        own = {"HEATING_DATA": str(self.data), "HEATING_PORT": str(self.port), "HEATING_DATABASE_URL": ""}
        return {**os.environ, **own, "PYTHONPATH": str(ROOT)}

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False


@contextlib.contextmanager
def running(ground: Path, data: Path) -> Iterator[Server]:
    """On a copy of the city."""
    server = Server(Path(shutil.copytree(ground, data)))
    try:
        server.start()
        yield server
    finally:
        server.kill()
