"""The real server as a process of its own, which can be killed."""

import asyncio
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from tests.browser.server import free_port

_SECONDS = 180.0


class Server:
    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.kills = 0
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        self._process = self._spawn()  # not in a thread: whoever is cancelled meanwhile would lose the process
        await asyncio.wait_for(self._ready(), _SECONDS)

    async def kill(self) -> None:
        """As the power goes out: no goodbye."""
        self.kills += 1
        await self._end(force=True)

    async def stop(self) -> int:
        return await self._end(force=False)

    def log(self) -> str:
        return (self.directory / "server.log").read_text(errors="replace")

    async def _end(self, *, force: bool) -> int:
        assert self._process is not None
        if self._process.poll() is not None:
            return self._process.returncode
        if force:
            self._process.kill()
        else:
            self._process.terminate()
        return await asyncio.to_thread(self._process.wait, _SECONDS)

    def _spawn(self) -> "subprocess.Popen[bytes]":
        with (self.directory / "server.log").open("ab") as log:
            command = [sys.executable, "-m", "heating", "serve"]
            return subprocess.Popen(command, env=self._environment(), stdout=log, stderr=subprocess.STDOUT)

    async def _ready(self) -> None:
        while not await asyncio.to_thread(self._answers):
            assert self._process is not None
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended:\n{self.log()[-4000:]}")
            await asyncio.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _environment(self) -> dict[str, str]:
        others = {name: value for name, value in os.environ.items() if not name.startswith("HEATING_")}
        settings = {"DATA": str(self.directory), "PORT": str(self.port), "LOG_LEVEL": "warning"}
        return others | {f"HEATING_{name}": value for name, value in settings.items()}
