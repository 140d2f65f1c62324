#!/usr/bin/env python3
"""The case study of a recording, from the command line, by the tiny networks of a study.

    inspect_test.py PINNA
"""

import csv
import json
import math
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import wave
from pathlib import Path

import cli_fixtures

PINNA = sys.argv.pop(1)
USAGE, BAD_DATA, MISSING_INPUT = 2, 65, 66

SCENES = """labels = ["rain", "siren", "church_bells"]
train_scenes = 8
validation_scenes = 4
test_scenes = 4
validation_fraction = 0.25
scene_seconds = 4.0
"""

STUDY = """name = "tiny"
data.type = "soundscapes"
input = { clip_seconds = 4.0, fit = "pad", trim = "none" }
feature = { type = "log_mel", sample_rate = 16000, n_fft = 1024, hop_length = 512, n_mels = 16, top_db = "none" }
model = { type = "event_resnet", width = 0.125, frame_strides = [2, 2, 1, 1, 1], rnn_cells = 8 }
joint.input = { clip_seconds = 1.0, fit = "tile" }
training = { epochs = 1, threads = 1, loader = { batch_size = 4 } }
[study]
folds = [1]
[study.arms.tagger]
input = { clip_seconds = 1.0, fit = "tile" }
model = { type = "resnet", width = 0.125, frame_strides = [2, 2, 1, 1, 1] }
[study.arms.detector]
[study.arms.median.combine]
type = "median"
detector = "@detector"
[study.arms.oracle.combine]
type = "gate"
detector = "@detector"
kind = "hard"
amounts = [0.5]
tags.source = "reference"
[study.arms.joint]
joint.clips_per_step = 4
"""


def pinna(*arguments):
    return subprocess.run(
        [PINNA, *map(str, arguments)], capture_output=True, text=True, timeout=500
    )


def report_of(*arguments):
    result = pinna(*arguments, "--json", "--quiet")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def write_stereo(path, seconds, sample_rate=8000):
    """Four seconds of two chirps, again and again."""
    period = [
        (int(9000 * math.sin(1e-4 * i * i)), int(7000 * math.sin(0.3 * i)))
        for i in range(4 * sample_rate)
    ]
    block = b"".join(struct.pack("<hh", *pair) for pair in period)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        length = 4 * int(seconds * sample_rate)
        file.writeframes((block * (length // len(block) + 1))[:length])


@unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
class Inspect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = root = Path(cls.temporary.name)
        report_of("data", "synthesize", "clips", "-o", root / "clips", "--set", "clips_per_class=8",
                  "--set", "num_folds=2", "--set", "clip_seconds=2", "--set", "sample_rate=16000")  # fmt: skip
        (root / "scenes.toml").write_text(SCENES)
        report_of("data", "synthesize", "soundscapes", root / "scenes.toml", "--data",
                  root / "clips", "-o", root / "scenes", "--set", "data.subset=all")  # fmt: skip
        (root / "study.toml").write_text(STUDY)
        report_of("study", "run", root / "study.toml", "--data", root / "scenes", "--sources",
                  root / "clips", "-o", root / "tiny")  # fmt: skip
        cls.recording = root / "street.wav"
        write_stereo(cls.recording, 12)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def run_of(self, arm):
        return self.root / "tiny" / "runs" / arm / "fold1-seed1"

    def inspect(self, folder, *more, arms=("tagger", "detector"), recording=None):
        runs = [word for arm in arms for word in ("--run", self.run_of(arm))]
        return report_of("inspect", recording or self.recording, *runs, "-o", self.root / folder, *more)

    def expect_failure(self, exit_code, words, *arguments):
        result = pinna("inspect", *arguments, "-o", self.root / "none", "--quiet")
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)
        self.assertFalse((self.root / "none").exists())

    def test_every_kind_of_run_hears_stereo_at_8_khz(self):
        report = self.inspect("case", "--licence", "CC BY 4.0", "--author", "somebody", "--title",
                              "Chirps", arms=("tagger", "median", "joint"))  # fmt: skip
        self.assertEqual(report["schema"], "pinna.inspect/1")
        self.assertEqual((report["sample_rate"], report["num_channels"]), (8000, 2))
        views = {view["name"]: view for view in report["views"]}
        self.assertEqual(list(views), ["tagger", "median", "joint", "joint-tagger"])
        self.assertEqual([view["kind"] for view in views.values()],
                         ["tagger", "detector", "detector", "tagger"])  # fmt: skip
        self.assertEqual(views["median"]["run"], "tiny, median, fold1-seed1")
        self.assertEqual(views["median"]["method"], "event_resnet on log_mel, median")
        self.assertEqual(views["joint"]["method"], "event_resnet on log_mel, trained jointly")
        self.assertEqual(views["tagger"]["window_seconds"], 1)
        case = self.root / "case"
        self.assertEqual((case / "recording.wav").read_bytes(), self.recording.read_bytes())
        for view in views:
            for end in (".tsv", ".txt", ".selections.txt", ".jams", ".TextGrid"):
                self.assertTrue((case / "events" / (view + end)).is_file(), view + end)
            with open(case / "events" / f"{view}.tsv") as file:
                rows = list(csv.DictReader(file, delimiter="\t"))
            self.assertEqual([row["event_label"] for row in rows],
                             [event["event_label"] for event in views[view]["events"]])  # fmt: skip
        frames = (case / "scores" / "tagger.tsv").read_text().splitlines()
        self.assertEqual(frames[0].split("\t")[2:], views["tagger"]["labels"])
        self.assertEqual(len(frames), 1 + 48)  # a header, and one every quarter of a second
        for end, magic in ((".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<?xml")):
            for name in ("overview", "scores-joint-tagger"):
                self.assertTrue((case / "figures" / (name + end)).read_bytes().startswith(magic))
        heard = {event["event_label"] for event in views["tagger"]["events"]}
        evidence = {path.name for path in (case / "figures").glob("grad-cam-tagger-*.png")}
        self.assertEqual(evidence, {f"grad-cam-tagger-{label}.png" for label in heard})
        page = (case / "index.html").read_text()
        for words in ("CC BY 4.0", "somebody", "Chirps", "joint-tagger"):
            self.assertIn(words, page)
        record = json.loads((case / "inspection.json").read_text())
        self.assertEqual(record["schema"], "pinna.inspection/1")
        self.assertEqual(record["views"], report["views"])
        self.assertNotIn(str(self.root), json.dumps(record))

    def test_what_is_done_to_the_sound_is_said(self):
        result = pinna("inspect", self.recording, "--run", self.run_of("tagger"), "-o",
                       self.root / "told", "--hop-seconds", 1)  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("2 channels are mixed to one, 8000 Hz become 16000 Hz", result.stderr)
        self.assertIn("--licence", result.stderr)
        self.assertIn("resnet on log_mel, windows of 1 s", result.stdout)

    def test_an_earlier_case_study_is_replaced(self):
        names = ("--name", "one", "--name", "two", "--hop-seconds", 1)
        self.inspect("again", *names)
        self.assertTrue((self.root / "again" / "scores" / "two.tsv").exists())
        self.inspect("again", "--name", "one", "--hop-seconds", 1, arms=("tagger",),
                     recording=self.root / "again" / "recording.wav")  # fmt: skip
        self.assertFalse((self.root / "again" / "scores" / "two.tsv").exists())
        self.assertFalse((self.root / "again" / "figures" / "scores-two.png").exists())
        self.assertTrue((self.root / "again" / "scores" / "one.tsv").exists())

    def test_a_reference_is_scored_by_the_labels_that_are_known(self):
        reference = self.root / "truth.txt"
        reference.write_text("1.0\t3.0\trainfall\n4.0\t5.0\tcar_horn\n")
        report = self.inspect("scored", "--reference", reference, "--rename", "rainfall=rain")
        for row in report["scores"]:
            self.assertEqual((row["unknown_labels"], row["unknown_events"]), (["car_horn"], 1))
            self.assertIsNotNone(row["event_recall"])
        self.assertEqual(report["reference"][0]["event_label"], "rain")
        table = self.root / "table.tsv"
        table.write_text("other.wav\t0\t1\train\nstreet.wav\t2\t99\tsiren\n")
        report = self.inspect("scored", "--reference", table)
        self.assertEqual(report["reference"], [{"onset": 2.0, "offset": 12.0, "event_label": "siren"}])

    def test_recordings_of_more_than_five_minutes_have_pages(self):
        recording = self.root / "long.wav"
        write_stereo(recording, 330)
        report = self.inspect("long", "--hop-seconds", 2, recording=recording)
        self.assertEqual(report["seconds"], 330)
        frames = (self.root / "long" / "scores" / "tagger.tsv").read_text().splitlines()
        self.assertEqual(len(frames), 1 + 165)
        pages = sorted(path.name for path in (self.root / "long" / "figures").glob("page-*.png"))
        self.assertEqual(pages, [f"page-{number:02}.png" for number in range(1, 7)])

    def test_bad_input_is_one_line(self):
        run = self.run_of("tagger")
        sound = self.recording
        self.expect_failure(MISSING_INPUT, "nowhere", sound, "--run", self.root / "nowhere")
        self.expect_failure(MISSING_INPUT, "absent.wav", self.root / "absent.wav", "--run", run)
        empty = self.root / "empty.wav"
        write_stereo(empty, 0)
        self.expect_failure(BAD_DATA, "empty.wav", empty, "--run", run)
        short = self.root / "short.wav"
        write_stereo(short, 0.002)
        self.expect_failure(BAD_DATA, "short.wav", short, "--run", self.run_of("detector"))
        text = self.root / "text.wav"
        text.write_text("no sound")
        self.expect_failure(BAD_DATA, "text.wav", text, "--run", run)
        late = self.root / "late.txt"
        late.write_text("99.0\t100.0\tdog\n")
        self.expect_failure(BAD_DATA, "after the recording", sound, "--run", run, "--reference", late)
        truth = self.root / "siren.txt"
        truth.write_text("1.0\t2.0\tsiren\n")
        scored = (sound, "--run", run, "--reference", truth)
        self.expect_failure(USAGE, "OLD=NEW", *scored, "--rename", "siren")
        self.expect_failure(USAGE, "siren", *scored, "--rename", "sirens=rain")
        self.expect_failure(USAGE, "--name", sound, "--run", run, "--name", "a", "--name", "b")
        self.expect_failure(USAGE, "a/b", sound, "--run", run, "--name", "a/b")
        self.expect_failure(USAGE, "hop_seconds", sound, "--run", run, "--hop-seconds", 0)
        self.expect_failure(USAGE, "told labels", sound, "--run", self.run_of("oracle"))

    def test_runs_must_be_trained_to_their_end(self):
        unfinished = self.root / "unfinished"
        shutil.copytree(self.run_of("tagger"), unfinished)
        (unfinished / "DONE").unlink()
        self.expect_failure(MISSING_INPUT, "not trained to its end", self.recording, "--run", unfinished)
        (unfinished / "FAILED").write_text("loss: got nan\n")
        self.expect_failure(MISSING_INPUT, "loss: got nan", self.recording, "--run", unfinished)

    def test_other_things_in_the_folder_are_left_alone(self):
        folder = self.root / "thesis"
        folder.mkdir()
        (folder / "index.html").write_text("mine")
        (folder / "thesis.tex").write_text("mine")
        result = pinna("inspect", self.recording, "--run", self.run_of("tagger"), "-o", folder, "-q")
        self.assertEqual(result.returncode, USAGE, result.stderr)
        self.assertIn("thesis.tex", result.stderr)
        self.assertEqual((folder / "index.html").read_text(), "mine")

    def test_labels_that_differ_are_named_and_none_in_common_is_refused(self):
        (self.root / "recipe.toml").write_text(cli_fixtures.RECIPE)
        two = self.root / "two"  # knows ten classes of clips
        report_of("train", self.root / "recipe.toml", "--data", self.root / "clips", "--run", two)
        result = pinna("inspect", self.recording, "--run", self.run_of("tagger"), "--run", two,
                       "-o", self.root / "overlap", "--hop-seconds", 1, "--json")  # fmt: skip
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("tagger knows no", result.stderr)
        self.assertNotIn("two knows no", result.stderr)
        missing = json.loads(result.stdout)["missing_labels"]
        self.assertEqual(list(missing), ["tagger"])
        self.assertIn("wind", missing["tagger"])
        cli_fixtures.write_dataset(self.root / "dataset")
        other = self.root / "other"
        report_of("train", self.root / "recipe.toml", "--data", self.root / "dataset", "--run", other)
        self.expect_failure(USAGE, "labels of the runs", self.recording, "--run",
                            self.run_of("tagger"), "--run", other)  # fmt: skip


if __name__ == "__main__":
    unittest.main()
