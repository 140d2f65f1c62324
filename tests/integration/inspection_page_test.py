"""The page of a case study in Chromium, driven by Node.js: browser/check_page.mjs does the work.

    inspection_page_test.py PATH_TO_INSPECTION_PAGE_TOOL FOLDER [PAGE]

FOLDER keeps playwright-core and the screenshots. With PAGE, that page is checked instead of made-up
ones. Skipped (77) without Node.js, npm, Chromium or, the first time, a package registry.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOOL, FOLDER = sys.argv[1], Path(sys.argv[2]).resolve()
SOURCES = Path(__file__).resolve().parent / "browser"
# Name of the page, its length in seconds, and the widths it is looked at in: all or one.
PAGES = [("example", "24", []), ("plain", "30", ["400"]), ("hostile", "24", ["1280"])]


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


def find_chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    return skip("needs Chromium: apt-get install chromium")


def install_driver():
    """playwright-core as the lock file says, beside a copy of the script that imports it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCES / "check_page.mjs", FOLDER)
    lock = (SOURCES / "package-lock.json").read_text()
    installed = FOLDER / "package-lock.json"
    if (FOLDER / "node_modules").exists() and installed.exists() and installed.read_text() == lock:
        return
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCES / name, FOLDER)
    result = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--prefer-offline"], cwd=FOLDER,
                            capture_output=True, text=True)
    if result.returncode != 0:
        shutil.rmtree(FOLDER / "node_modules", ignore_errors=True)
        skip("npm cannot install playwright-core: " + (result.stderr.strip() or "?").splitlines()[0])


def check(page, screenshots, chromium, widths=()):
    screenshots.mkdir(parents=True, exist_ok=True)
    result = subprocess.run(["node", FOLDER / "check_page.mjs", page, screenshots, *widths],
                            env={**os.environ, "CHROMIUM": chromium}, capture_output=True, text=True,
                            timeout=240)
    print(f"{page}: {'passed' if result.returncode == 0 else 'failed'}")
    print(result.stdout, end="")
    if result.returncode != 0:
        print(result.stderr, end="")
    return result.returncode == 0


def main():
    for program in ("node", "npm"):
        if not shutil.which(program):
            skip(f"needs {program}: apt-get install nodejs npm")
    chromium = find_chromium()
    install_driver()
    if len(sys.argv) > 3:
        return 0 if check(Path(sys.argv[3]).resolve(), FOLDER / "screenshots", chromium) else 1
    passed = True
    for name, seconds, widths in PAGES:
        subprocess.run([TOOL, FOLDER / name, seconds, name], check=True)
        passed &= check(FOLDER / name / "index.html", FOLDER / name, chromium, widths)
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
