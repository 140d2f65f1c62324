"""Kills training and studies at random moments and demands the results of the unbroken run.

    kill_resume_test.py PINNA [--kills N] [--seed S]

Half of the kills hit `pinna train`, half a study of two arms with two processes at a time. After each kill the
same command is given again. A finished run must equal the unbroken one in its weights, its learning
curve (wall-clock values apart), its predictions and its scores, bit for bit, on one thread.
"""
import argparse
import json
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

RECIPE = """
name = "kill"
[data]
type = "esc50"
root = "{folder}/clips"
[input]
clip_seconds = 1.0
[feature]
sample_rate = 8000
n_fft = 256
hop_length = 128
n_mels = 24
[augment]
shift_seconds = 0.5
mixing.warm_up_epochs = 0
[model]
type = "resnet"
width = 0.125
dropout = 0.2
[split]
validation_fraction = 0.25
[training]
epochs = {epochs}
selection = "validation_loss"
threads = 1
loader.batch_size = 16
[tracking]
tensorboard = true
wandb.enabled = true
histogram_every = 1
[study]
folds = [1]
jobs = 2
[study.arms.mel]
[study.arms.cepstra]
feature.type = "mfcc"
feature.sample_rate = 8000
feature.n_mels = 24
feature.n_mfcc = 12
"""
STUDY_RUNS = ("mel/fold1-seed1", "cepstra/fold1-seed1")
WALL_CLOCK = ("seconds", "clips_per_second", "loader_wait", "peak_memory_mib")


def curve(run):
    records = [json.loads(line) for line in (run / "metrics.jsonl").read_text().splitlines()]
    for record in records:
        for key in WALL_CLOCK:
            record.pop(key, None)
            record.get("values", {}).pop(key, None)
    return records


def outcome(run):
    return {
        "weights": (run / "model.safetensors").read_bytes(),
        "curve": curve(run),
        "predictions": (run / "predictions.csv").read_text(),
        "scores": (run / "scores.json").read_text(),
        "left-overs": [str(file) for file in run.rglob("*.tmp")],
    }


def differences(expected, got):
    return [name for name in expected if expected[name] != got[name]]


class Killer:
    """Runs a command again and again, killing it after random times until it gets to its end."""

    def __init__(self, rng, longest):
        self.rng = rng
        self.longest = longest
        self.kills = 0

    def run_to_the_end(self, command, most_kills):
        kills_here = 0
        while True:
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            try:
                patience = self.rng.uniform(0, self.longest) if kills_here < most_kills else 600
                _, errors = process.communicate(timeout=patience)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                self.kills += 1
                kills_here += 1
                continue
            if process.returncode != 0:
                sys.exit(f"exit code {process.returncode}: {errors.decode()}")
            return


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pinna")
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=4)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="pinna-kill-"))
    try:
        check(arguments, rng, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def check(arguments, rng, folder):
    pinna = arguments.pinna
    subprocess.run([pinna, "data", "synthesize", "clips", "-o", folder / "clips", "--set", "clips_per_class=10",
                    "--set", "num_folds=2", "--set", "clip_seconds=1", "--set", "sample_rate=8000"],
                   check=True, stdout=subprocess.DEVNULL)
    recipe = folder / "kill.toml"
    recipe.write_text(RECIPE.format(folder=folder, epochs=arguments.epochs))

    def train(run):
        return [pinna, "train", recipe, "--fold", "1", "--run", run, "--resume", "--evaluate", "--quiet"]

    def study(where, *options):
        return [pinna, "study", "run", recipe, "-o", where, "--quiet", *options]

    started = time.monotonic()
    subprocess.run(train(folder / "unbroken"), check=True, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - started
    subprocess.run(study(folder / "unbroken-study"), check=True, stdout=subprocess.DEVNULL)
    expected = outcome(folder / "unbroken")
    expected_study = {run: outcome(folder / "unbroken-study/runs" / run) for run in STUDY_RUNS}

    killer = Killer(rng, 1.2 * seconds)
    finished = 0
    while killer.kills < arguments.kills:
        left = arguments.kills - killer.kills
        target = folder / "broken"
        if finished % 2 == 0:
            killer.run_to_the_end(train(target), left)
            wrong = differences(expected, outcome(target))
        else:
            killer.run_to_the_end(study(target, "--no-estimate"), left)
            wrong = [f"{name} of {run}" for run in STUDY_RUNS
                     for name in differences(expected_study[run], outcome(target / "runs" / run))]
        if wrong:
            sys.exit(f"after {killer.kills} kills the resumed run differs in: {', '.join(wrong)}")
        shutil.rmtree(target)
        finished += 1
    print(f"{killer.kills} kills, {finished} trainings and studies resumed to the unbroken result")


if __name__ == "__main__":
    main()
