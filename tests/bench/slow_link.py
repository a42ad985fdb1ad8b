"""A proxy that makes a link slow: round-trip time and bandwidth. Unlike the browser's own throttle it also holds back
workers and the service worker."""

import asyncio
import sys
from typing import NamedTuple


class Link(NamedTuple):
    round_trip_ms: float
    down_kbps: float
    up_kbps: float


SLOW_4G = Link(150, 1600, 750)
_PIECE = 4096


class _Lane:
    """One direction, shared by all connections as a radio link is."""

    def __init__(self, kbps: float, delay: float) -> None:
        self.bytes_per_second = kbps * 1000 / 8
        self.delay = delay
        self.free_at = 0.0

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        try:
            while piece := await reader.read(_PIECE):
                self.free_at = max(self.free_at, loop.time()) + len(piece) / self.bytes_per_second
                loop.call_at(self.free_at + self.delay, _write, writer, piece)
                await asyncio.sleep(max(0.0, self.free_at - loop.time()))
            await asyncio.sleep(self.delay)
        except ConnectionError:
            pass
        finally:
            writer.close()


def _write(writer: asyncio.StreamWriter, piece: bytes) -> None:
    if not writer.is_closing():
        writer.write(piece)


async def serve(listen: int, target: int, link: Link) -> None:
    down, up = _Lane(link.down_kbps, link.round_trip_ms / 2000), _Lane(link.up_kbps, link.round_trip_ms / 2000)

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(link.round_trip_ms / 1000)  # the handshake
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(up.carry(reader, server_writer), down.carry(server_reader, writer))

    async with await asyncio.start_server(accept, "127.0.0.1", listen) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), SLOW_4G))
