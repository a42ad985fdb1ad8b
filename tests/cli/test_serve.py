"""`heating serve`: a process of its own, as in production."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import httpx2
import pytest

from tests.browser.server import free_port

Start = Callable[..., str]


@pytest.fixture
def environment(database_url: str, tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "HEATING_DATA": str(tmp_path), "HEATING_DATABASE_URL": database_url, "HEATING_LOG": "json"}


@pytest.fixture
def administrator(environment: dict[str, str]) -> tuple[str, str]:
    """A user name and its password."""
    words = ["user", "create", "admin", "--name", "A", "--role", "administrator", "--organization", "taiyuan/"]
    command = [sys.executable, "-m", "heating", *words, "--password-stdin"]
    subprocess.run(
        command, env=environment, input="correct horse battery\n", text=True, check=True, stdout=subprocess.PIPE
    )
    return "admin", "correct horse battery"


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running server and its address."""
    port = free_port()
    process = start(environment, "--port", str(port))
    wait_until_ready(f"http://127.0.0.1:{port}", process)
    yield process, f"http://127.0.0.1:{port}"
    if process.poll() is None:
        process.kill()
    process.communicate()


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "heating", "serve", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def wait_until_ready(url: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{url}/readyz").status_code == 200:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    process.kill()
    raise AssertionError(process.communicate()[0])


def test_it_refuses_a_port_that_is_taken(environment: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(environment, "--port", str(taken.getsockname()[1]))
        output, _ = process.communicate(timeout=120)
    assert process.returncode not in (0, None)
    assert "already in use" in output


def test_it_serves_and_stops_when_asked(server: tuple[subprocess.Popen[str], str]) -> None:
    process, url = server
    with httpx2.Client(base_url=url, timeout=60) as client:
        assert client.get("/healthz").json()["status"] == "ok"
        assert client.get("/api/session").status_code == 401
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert '"path": "/healthz"' in output
    assert "Traceback" not in output, output


def test_it_keeps_a_connection_that_rests(server: tuple[subprocess.Popen[str], str]) -> None:
    """uvicorn by itself ends it after five seconds, which is sooner than proxies do."""
    _, url = server
    connection = HTTPConnection(url.removeprefix("http://"), timeout=60)
    with closing(connection):
        for wait in (6, 0):
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
            connection.auto_open = 0
            time.sleep(wait)


def test_it_closes_the_streams_of_live_events_before_it_stops(
    administrator: tuple[str, str], server: tuple[subprocess.Popen[str], str]
) -> None:
    process, url = server
    username, password = administrator
    with httpx2.Client(base_url=url, timeout=60) as client:
        signed_in = client.post("/api/session", json={"username": username, "password": password})
        assert signed_in.status_code == 200, signed_in.text
        with client.stream("GET", "/api/events") as stream:
            lines = stream.iter_lines()
            next(lines)
            process.terminate()
            list(lines)
    output, _ = process.communicate(timeout=60)
    assert "graceful shutdown exceeded" not in output
    assert "Application shutdown complete" in output
    assert "Traceback" not in output, output


def test_a_second_one_is_refused_on_sqlite(
    server: tuple[subprocess.Popen[str], str], environment: dict[str, str]
) -> None:
    if not environment["HEATING_DATABASE_URL"].startswith("sqlite"):
        return
    process, _ = server
    second = start(environment, "--port", str(free_port()))
    output, _ = second.communicate(timeout=120)
    assert second.returncode == 1
    assert f"is in use by process {process.pid}" in output
