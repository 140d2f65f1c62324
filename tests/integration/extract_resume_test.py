"""Kills `pinna features extract` at random moments and demands the bytes of the unbroken run.

    extract_resume_test.py PINNA [--kills N] [--seed S]

After each kill the same command is given again, with another number of threads, until it ends by
itself; every second folder is filled with a shared cache, every third by three processes at a time.
"""
import argparse
import hashlib
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

RECIPE = """
name = "killed"
[input]
clip_seconds = 0.5
[feature]
n_mels = 40
[training]
epochs = 1
"""
SHARDS = 3


def content(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def run_and_kill(commands, seconds):
    """Starts the commands and kills what still runs after so many seconds; whether all ended well."""
    processes = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]
    deadline = time.monotonic() + seconds
    was_killed = False
    for process in processes:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            was_killed = True
        errors = process.communicate()[1].decode()
        if process.returncode not in (0, -9):
            sys.exit(f"exit code {process.returncode}: {errors}")
    return not was_killed


def check(arguments, rng, folder):
    pinna = arguments.pinna
    subprocess.run([pinna, "data", "synthesize", "clips", "-o", folder / "clips", "--set", "clips_per_class=20",
                    "--set", "clip_seconds=1"], check=True, stdout=subprocess.DEVNULL)
    (folder / "recipe.toml").write_text(RECIPE)

    def extract(where, *options):
        return [str(word) for word in (pinna, "features", "extract", folder / "clips", folder / "recipe.toml", "-o",
                                       where, "--quiet", *options)]

    started = time.monotonic()
    subprocess.run(extract(folder / "unbroken", "--shards", SHARDS, "--jobs", 1), check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    expected = content(folder / "unbroken")

    kills = 0
    finished = 0
    while kills < arguments.kills:
        target = folder / "broken"
        cache = ["--cache", folder / "cache"] if finished % 2 else []
        while True:
            jobs = ["--jobs", rng.randint(1, 3)]
            if finished % 3 == 2:
                commands = [extract(target, "--shard", f"{k}/{SHARDS}", *jobs, *cache) for k in range(1, SHARDS + 1)]
            else:
                commands = [extract(target, "--shards", SHARDS, *jobs, *cache)]
            # The last attempts are given the time that they need.
            patience = 0.9 * seconds * rng.random() if kills < arguments.kills else 300
            if run_and_kill(commands, patience):
                break
            kills += 1
        found = content(target)
        if found != expected:
            names = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
            sys.exit(f"after {kills} kills the folder differs in: {', '.join(names)}")
        shutil.rmtree(target)
        finished += 1
    print(f"{kills} kills, {finished} extractions with the bytes of the unbroken one")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pinna")
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pinna-extract-"))
    try:
        check(arguments, random.Random(arguments.seed), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
