"""The web server: uvicorn, started by us, because live event streams have to be closed before it can stop."""

import asyncio
import gc
import signal
import sys
from contextlib import suppress
from types import FrameType

import click
import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from heating import settings as environment
from heating.app import create_app
from heating.app.lifespan import begin_closing
from heating.cli.opened import run_on_database
from heating.http import logs

GRACE_SECONDS = 10

KEEP_ALIVE_SECONDS = 150
"""Longer than a proxy keeps a connection that rests (nginx 60, Caddy 120): where the server ends one first, a request
sent in that moment is lost and a resident reads "bad gateway"."""

_YOUNG_OBJECTS = 100_000
"""So many more objects made than forgotten wake the collector: more than a group of pushes and those that wait behind
it hold. Pushes leave nothing for it to find."""

_TURN_SECONDS = 0.0002
"""How long the event loop keeps the interpreter from the thread that writes: that one needs it for a moment after each
statement of a transaction that is not inline, and at Python's five milliseconds it wrote only when the loop had nothing
else to do."""


@click.command("serve")
@click.option("--host", help="Address to listen on; HEATING_HOST if not given.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; HEATING_PORT if not given.")
def command(host: str | None, port: int | None) -> None:
    """Serve pages, API and background work until interrupted.

    The database must be migrated. On SQLite there is one process; HEATING_WORKERS starts more on PostgreSQL.
    """
    settings = environment.load()
    logs.configure(settings.log, settings.log_level)
    run_on_database(settings, asyncio.sleep(0))
    config = uvicorn.Config(
        "heating.cli.serve:application",
        factory=True,
        host=host or settings.host,
        port=port or settings.port,
        workers=settings.workers,
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.forwarded_allow_ips,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _run(config)


def _run(config: uvicorn.Config) -> None:
    address = config.bind_socket()  # first, so that a taken port is refused before anything is opened
    if config.workers > 1:
        Multiprocess(config, sockets=[address]).run()
        return
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[address])
    if not server.started:
        raise click.ClickException("The server could not start; the lines above say why.")


def application() -> Starlette:
    """Called by uvicorn, once in each process, after it has set its signal handlers."""
    settings = environment.load()
    logs.configure(settings.log, settings.log_level)
    for number in (signal.SIGINT, signal.SIGTERM):
        _close_streams_first(number)
    app = create_app(settings)
    _spare_the_collector()
    sys.setswitchinterval(_TURN_SECONDS)
    return app


def _spare_the_collector() -> None:
    """A batch of inspections is thousands of objects that live until its commit, and each looks to the collector like a
    reason to go through everything the modules hold, which never becomes garbage: a fifth of a push was that."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


def _close_streams_first(number: signal.Signals) -> None:
    """uvicorn waits for open responses before it stops; a stream of live events would keep it waiting for ever."""
    stop = signal.getsignal(number)

    def handle(sig: int, frame: FrameType | None) -> None:
        begin_closing()
        if callable(stop):
            stop(sig, frame)

    signal.signal(number, handle)
