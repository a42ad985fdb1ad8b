"""A server of its own on a fresh demo city, as `make run` starts it, for as long as a measurement lasts."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

Json = dict[str, Any]

_LOOK_SECONDS = 2.0
_IDLE_SHARE = 0.05


@dataclass(frozen=True)
class City:
    url: str
    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def database(self) -> Path:
        return self.folder / "heating.db"

    def sign_in(self, role: str) -> "Person":
        account = json.loads((self.folder / "signins.json").read_text())[role]
        body = json.dumps({"username": account["username"], "password": account["password"]}).encode()
        request = urllib.request.Request(f"{self.url}/api/session", body, {"content-type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            cookie = SimpleCookie(answer.headers["set-cookie"])
        return Person(self, "; ".join(f"{name}={morsel.value}" for name, morsel in cookie.items()))

    def settle(self, most_seconds: float = 120.0) -> None:
        """Wait until the server has done what a fresh city leaves to do in the background (thumbnails, readiness)."""
        ends_at = time.monotonic() + most_seconds
        while time.monotonic() < ends_at:
            before = self._cpu_seconds()
            time.sleep(_LOOK_SECONDS)
            if self._cpu_seconds() - before < _IDLE_SHARE * _LOOK_SECONDS:
                return

    def _cpu_seconds(self) -> float:
        """What the server process has used so far, in user and system mode."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mb(self) -> float:
        """Resident memory of the server process."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the server has ended")


@dataclass(frozen=True)
class Person:
    city: City
    cookie: str

    @property
    def headers(self) -> dict[str, str]:
        return {"cookie": self.cookie, "content-type": "application/json", "sec-fetch-site": "same-origin"}

    def get(self, path: str) -> Json:
        with urllib.request.urlopen(urllib.request.Request(self.city.url + path, headers=self.headers)) as answer:
            document: Json = json.load(answer)
        return document

    def post(self, path: str, body: Json) -> Json:
        request = urllib.request.Request(self.city.url + path, json.dumps(body).encode(), self.headers)
        with urllib.request.urlopen(request) as answer:
            document: Json = json.load(answer)
        return document

    def pull(self) -> tuple[list[Json], int, float]:
        """Everything the phone's first pull brings: (changes, bytes of the answers, seconds)."""
        changes: list[Json] = []
        size, cursor, more, started = 0, "", True, time.perf_counter()
        while more:
            path = f"/api/sync/pull?limit=500&cursor={cursor}" if cursor else "/api/sync/pull?limit=500"
            with urllib.request.urlopen(urllib.request.Request(self.city.url + path, headers=self.headers)) as answer:
                body = answer.read()
            page = json.loads(body)
            size += len(body)
            changes += page["changes"]
            cursor, more = page["cursor"], page["more"]
        return changes, size, time.perf_counter() - started


@contextmanager
def running_city(folder: Path, port: int, size: str = "small") -> Iterator[City]:
    """Make the demo city in `folder` unless it is there, serve it, stop the server at the end."""
    environment = {**os.environ, "HEATING_DATA": str(folder), "HEATING_PORT": str(port), "HEATING_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "heating"]
    for words in (["migrate"], ["sample", "--if-empty", "--size", size]):
        subprocess.run([*command, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen([*command, "serve"], env=environment, stdout=subprocess.DEVNULL)
    try:
        city = City(f"http://127.0.0.1:{port}", folder, process)
        _wait_until_ready(city)
        yield city
    finally:
        process.terminate()
        process.wait(30)


def _wait_until_ready(city: City) -> None:
    for _ in range(300):
        if city.process.poll() is not None:
            raise RuntimeError("the server ended at once")
        try:
            urllib.request.urlopen(f"{city.url}/readyz", timeout=1).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not become ready within 30 s")
