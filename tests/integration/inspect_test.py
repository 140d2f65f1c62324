#!/usr/bin/env python3
"""The case study of a recording, from the command line.

    inspect_test.py PINNA
"""

import json
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


def pinna(*arguments):
    return subprocess.run(
        [PINNA, *map(str, arguments)], capture_output=True, text=True, timeout=300
    )


def report_of(*arguments):
    result = pinna(*arguments, "--json", "--quiet")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def write_stereo(path, seconds, sample_rate=8000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(sample_rate)
        second = b"".join(struct.pack("<hh", (37 * i) % 9000, (91 * i) % 7000) for i in range(sample_rate))
        file.writeframes(second * seconds)


@unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
class Inspect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = root = Path(cls.temporary.name)
        cli_fixtures.write_dataset(root / "dataset")
        (root / "recipe.toml").write_text(cli_fixtures.RECIPE)
        cls.runs = [root / "first", root / "second"]
        for seed, run in enumerate(cls.runs):
            report_of("train", root / "recipe.toml", "--data", root / "dataset", "--run", run,
                      "--set", f"seed={seed}")  # fmt: skip
        cls.recording = root / "street.wav"
        write_stereo(cls.recording, 12)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def inspect(self, *more):
        runs = [word for run in self.runs for word in ("--run", run)]
        return report_of("inspect", self.recording, *runs, "-o", self.root / "case", *more)

    def expect_failure(self, exit_code, words, *arguments):
        result = pinna("inspect", *arguments, "-o", self.root / "none", "--quiet")
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)
        self.assertFalse((self.root / "none" / "inspection.json").exists())

    def test_stereo_at_8_khz_is_heard_by_every_run(self):
        report = self.inspect("--licence", "CC BY 4.0", "--author", "somebody")
        self.assertEqual(report["schema"], "pinna.inspect/1")
        self.assertEqual((report["sample_rate"], report["num_channels"]), (8000, 2))
        self.assertEqual([view["name"] for view in report["views"]], ["first", "second"])
        case = self.root / "case"
        for name in ("inspection.json", "index.html", "recording.wav", "figures/overview.png",
                     "figures/overview.pdf", "scores/first.tsv", "events/second.jams",
                     "events/second.TextGrid"):  # fmt: skip
            self.assertTrue((case / name).is_file(), name)
        frames = (case / "scores" / "first.tsv").read_text().splitlines()
        self.assertEqual(len(frames), 1 + 48)  # a header, and one every quarter of a second
        self.assertIn("CC BY 4.0", (case / "index.html").read_text())

    def test_reference_labels_may_be_renamed(self):
        reference = self.root / "truth.txt"
        reference.write_text("1.0\t3.0\tbark\n4.0\t5.0\tsiren\n")
        report = self.inspect("--reference", reference, "--rename", "bark=dog")
        self.assertEqual([row["unknown_labels"] for row in report["scores"]], [["siren"], ["siren"]])
        self.assertEqual(report["reference"][0]["event_label"], "dog")

    def test_bad_input_is_one_line(self):
        run = self.runs[0]
        self.expect_failure(MISSING_INPUT, "nowhere", self.recording, "--run", self.root / "nowhere")
        self.expect_failure(MISSING_INPUT, "absent.wav", self.root / "absent.wav", "--run", run)
        empty = self.root / "empty.wav"
        write_stereo(empty, 0)
        self.expect_failure(BAD_DATA, "empty.wav", empty, "--run", run)
        late = self.root / "late.txt"
        late.write_text("99.0\t100.0\tdog\n")
        self.expect_failure(BAD_DATA, "after the recording", self.recording, "--run", run,
                            "--reference", late)  # fmt: skip
        self.expect_failure(USAGE, "--name", self.recording, "--run", run, "--name", "a", "--name", "b")

    def test_runs_of_other_labels_are_refused(self):
        clips = self.root / "clips"
        report_of("data", "synthesize", "clips", "-o", clips, "--set", "clips_per_class=2",
                  "--set", "num_folds=2", "--set", "clip_seconds=1", "--set", "sample_rate=16000")  # fmt: skip
        other = self.root / "other"
        report_of("train", self.root / "recipe.toml", "--data", clips, "--run", other)
        self.expect_failure(USAGE, "labels of the runs", self.recording, "--run", self.runs[0],
                            "--run", other)  # fmt: skip


if __name__ == "__main__":
    unittest.main()
