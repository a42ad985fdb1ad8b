"""python -m tests.bench [push] [pull] [phone] [sweep] [hazards] [complaints] [dashboard]: all without a name."""

import os
import platform
import sqlite3
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import complaints, dashboard, hazards, phone, pull, push, sweep
from tests.bench.city import running_city
from tests.bench.figures import Figure

PORT = 8790


def _on_city(measure: Callable[..., Iterator[Figure]]) -> Callable[[Path], Iterator[Figure]]:
    def figures(folder: Path) -> Iterator[Figure]:
        with running_city(folder / "data", PORT) as city:
            yield from measure(city, folder)

    return figures


SECTIONS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "push": _on_city(push.figures),
    "pull": _on_city(pull.figures),
    "phone": _on_city(phone.figures),
    "sweep": sweep.figures,
    "hazards": lambda folder: hazards.figures(folder, PORT),
    "complaints": _on_city(lambda city, folder: complaints.figures(city, folder, PORT)),
    "dashboard": lambda folder: dashboard.figures(folder, PORT),
}


def _interpreter() -> str:
    """What the figures depend on: compiled without optimizations it is a fifth slower, and the baselines are not."""
    optimized = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    kind = "the system's" if sys.base_prefix == "/usr" else "optimized" if optimized else "not optimized"
    return f"Python {platform.python_version()} ({kind}), SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores"


def main(names: list[str]) -> int:
    """0 when every target is met. A target that is missed is printed as such: measurements are no tests."""
    if unknown := set(names) - set(SECTIONS):
        sys.exit(f"no such section: {', '.join(sorted(unknown))}; there are {', '.join(SECTIONS)}")
    met = True
    print(_interpreter())
    for name in names or SECTIONS:
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="heating-bench-") as folder:
            for figure in SECTIONS[name](Path(folder)):
                print(figure.line(), flush=True)
                met = met and figure.met
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
