"""Bring the styles, scripts and fonts of `package.json` into `static/`, and write down what came.

    python tools/vendoring/refresh.py [--folder FOLDER] [--styles]

A maintainer's tool: it needs npm, the portal does not. `--folder` keeps the npm folder between
runs (it must lie outside the repository); `--styles` only compiles the style sheet.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
STATIC = HERE.parent.parent / "static"
VENDOR = STATIC / "vendor"
SOURCE_MAP = re.compile(r"\n?//# sourceMappingURL=.*\s*$")


def main() -> None:
    """Refresh everything, or the style sheet alone."""
    asked = arguments()
    with tempfile.TemporaryDirectory() as spare:
        folder = asked.folder or Path(spare)
        prepare(folder)
        if not asked.styles:
            run(folder, "npm", "install", "--ignore-scripts")
            keep_lock(folder)
            write_record(vendored(folder))
        compile_styles(folder)


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--folder", type=Path)
    reader.add_argument("--styles", action="store_true")
    return reader.parse_args()


def run(folder: Path, *command: str) -> None:
    """Run one command in the npm folder, or stop."""
    subprocess.run(command, cwd=folder, check=True)


def prepare(folder: Path) -> None:
    """Put our package list, its lock and the style sources where npm will work."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        if (HERE / name).exists():
            shutil.copy(HERE / name, folder)
    shutil.copytree(HERE / "scss", folder / "scss", dirs_exist_ok=True)


def keep_lock(folder: Path) -> None:
    """Keep npm's lock without any address in it."""
    lock = json.loads((folder / "package-lock.json").read_text())
    for package in lock["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    (HERE / "package-lock.json").write_text(json.dumps(lock, indent=2) + "\n")


def vendored(folder: Path) -> list[dict[str, object]]:
    """Copy every file `sources.json` names; return a record of each package."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    sources = json.loads((HERE / "sources.json").read_text())
    return [record(folder / "node_modules" / package, files) for package, files in sources.items()]


def record(package: Path, files: dict[str, str]) -> dict[str, object]:
    """Copy one package's files and say what they are: version, licence and checksums."""
    about = json.loads((package / "package.json").read_text())
    for source, target in files.items():
        place(
            (HERE if source.startswith("licences/") else package) / source,
            VENDOR / target,
        )
    return {
        "name": about["name"],
        "version": about["version"],
        "licence": about["license"],
        "sha256": {target: checksum(VENDOR / target) for target in sorted(files.values())},
    }


def place(source: Path, target: Path) -> None:
    """Copy one file; a script loses its pointer to a source map we do not carry."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix == ".js":
        target.write_text(SOURCE_MAP.sub("\n", source.read_text()))
    else:
        shutil.copyfile(source, target)


def checksum(path: Path) -> str:
    """Return the file's SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_record(packages: list[dict[str, object]]) -> None:
    """Write `vendor.json`."""
    (VENDOR / "vendor.json").write_text(json.dumps(packages, indent=2) + "\n")


def compile_styles(folder: Path) -> None:
    """Compile `scss/app.scss` into `static/css/portal.css`."""
    target = STATIC / "css" / "portal.css"
    target.parent.mkdir(parents=True, exist_ok=True)
    options = ("--quiet-deps", "--load-path=.", "--style=compressed", "--no-source-map")
    run(folder, "npx", "sass", *options, "scss/app.scss", str(target))


if __name__ == "__main__":
    main()
