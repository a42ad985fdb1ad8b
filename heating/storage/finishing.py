"""Short database steps that must not be torn apart when the waiting task is cancelled."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


async def finish(step: Coroutine[Any, Any, T], on_cancel: Callable[[], None] | None = None) -> T:
    """Run `step` to its end even if the caller is cancelled, then let the cancellation through.

    `on_cancel` is called at each cancellation, to hurry a long step along.
    """
    task = asyncio.ensure_future(step)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            if task.cancelled():
                raise
            cancelled = error
            if on_cancel is not None:
                on_cancel()
        except BaseException:
            break
    if cancelled is None:
        return task.result()
    if not task.cancelled():
        task.exception()  # looked at, so that asyncio does not warn of a failure nobody saw
    raise cancelled
