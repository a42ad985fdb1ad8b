"""Where Chromium is and how it is started; what to say where there is none."""

import os
import shutil

import pytest

HOW_TO_GET_IT = (
    "Chromium is not installed: the tests of the app in a browser are skipped. "
    "On Debian or Ubuntu: apt-get install chromium fonts-noto-cjk; or name one in CHROMIUM=/path/to/chromium"
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str:
    """Path of the browser. Without one the test is skipped, except on a build machine, where it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail(HOW_TO_GET_IT)
    pytest.skip(HOW_TO_GET_IT)
