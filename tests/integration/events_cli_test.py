#!/usr/bin/env python3
"""Strong labels, soundscapes, event files and their pictures, through the command line.

    events_cli_test.py PINNA
"""

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PINNA = sys.argv.pop(1)
RECIPES = Path(__file__).resolve().parents[2] / "recipes" / "soundscapes"
SMALL = ["--set", "train_scenes=2", "--set", "validation_scenes=1", "--set", "test_scenes=2",
         "--set", "validation_fraction=0.25"]  # fmt: skip


def pinna(*arguments):
    return subprocess.run([PINNA, *map(str, arguments)], capture_output=True, text=True)


def run(*arguments):
    result = pinna(*arguments)
    if result.returncode != 0:
        raise AssertionError(f"{arguments}: {result.stderr}")
    return result.stdout


class Events(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.folder = Path(cls.temporary.name)
        cls.clips = cls.folder / "clips"
        run("data", "synthesize", "clips", "-o", cls.clips, "--set", "clips_per_class=12",
            "--set", "num_folds=2", "--set", "clip_seconds=2", "--set", "sample_rate=16000")  # fmt: skip
        cls.scenes = cls.folder / "scenes"
        cls.report = json.loads(
            run("data", "synthesize", "soundscapes", RECIPES / "esc10-markov.toml", "--data",
                cls.clips, "-o", cls.scenes, "--set", "data.subset=all", *SMALL, "--json")
        )  # fmt: skip

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_scenes_are_labelled_and_their_sources_named(self):
        self.assertEqual(self.report["scenes"], 10)
        with open(self.scenes / "meta" / "sources.csv") as file:
            sources = list(csv.DictReader(file))
        foreground = [row for row in sources if row["role"] == "foreground"]
        self.assertEqual(len(foreground), self.report["events"])
        for row in foreground:
            self.assertTrue(row["filename"].startswith(f"fold{row['fold']}-"))
        events = self.scenes / "meta" / "events.tsv"
        perfect = json.loads(run("metrics", "events", "--reference", events, "--estimated", events, "--json"))
        self.assertEqual(perfect["event_based"]["overall"]["f_measure"]["f_measure"], 1)
        durations = self.scenes / "meta" / "durations.tsv"
        psds = json.loads(
            run("metrics", "psds", "--ground-truth", events, "--metadata", durations,
                "--operating-points", events, "--json")
        )  # fmt: skip
        self.assertAlmostEqual(psds["psds"], 1, delta=1e-12)

    def test_scenes_that_exist_are_left_alone(self):
        again = pinna("data", "synthesize", "soundscapes", RECIPES / "esc10.toml", "--data",
                      self.clips, "-o", self.scenes)  # fmt: skip
        self.assertEqual(again.returncode, 2)
        self.assertEqual(again.stderr.count("\n"), 1)

    def test_activity_is_labelled_corrected_and_drawn(self):
        table = self.folder / "activity.tsv"
        tracks = self.folder / "tracks"
        run("data", "activity", self.clips, "-o", table, "--tracks", tracks,
            "--figures", self.folder / "pictures", "--drawn", 4)  # fmt: skip
        with open(table) as file:
            rows = list(csv.DictReader(file, delimiter="\t"))
        self.assertEqual(len({row["filename"] for row in rows}), 120)
        self.assertEqual(len(list(tracks.iterdir())), 120)
        self.assertTrue((self.folder / "pictures" / "activity-01.png").read_bytes().startswith(b"\x89PNG"))
        clip = rows[0]["filename"]
        for track in tracks.iterdir():
            if track.stem != clip:
                track.unlink()
        (tracks / f"{clip}.txt").write_text("0.25\t0.75\tcorrected\n")
        report = json.loads(run("data", "activity", self.clips, "-o", table, "--corrections", tracks, "--json"))
        self.assertEqual(report["corrected"], 1)
        self.assertIn(f"{clip}\t0.25\t0.75\tcorrected", table.read_text())

    def test_events_are_drawn_and_converted(self):
        scene = sorted((self.scenes / "audio").iterdir())[0]
        jams = self.scenes / "jams" / f"{scene.stem}.jams"
        audacity = self.folder / "scene.txt"
        run("events", "convert", jams, "--to", "audacity", "-o", audacity)
        self.assertEqual(run("events", "convert", audacity, "--to", "tsv"),
                         run("events", "convert", jams, "--to", "tsv"))  # fmt: skip
        for name in ("lanes.png", "lanes.svg", "lanes.pdf"):
            run("events", "plot", scene, "--reference", jams, "--estimated", f"copy={audacity}",
                "--estimated", self.scenes / "meta" / "events.tsv", "-o", self.folder / name)  # fmt: skip
            self.assertGreater((self.folder / name).stat().st_size, 2000)

    def test_bad_input_is_one_line(self):
        scene = sorted((self.scenes / "audio").iterdir())[0]
        other = self.folder / "other.tsv"
        other.write_text("z.wav\t0\t1\tdog\n")
        figure = self.folder / "figure.png"
        for arguments, code, words in [
            (["events", "plot", scene, "-o", figure], 2, "--reference"),
            (["events", "plot", scene, "--reference", other, "-o", figure], 65, scene.name),
            (["events", "plot", scene, "--reference", other, "-o", self.folder / "a.gif"], 2, ".png"),
            (["events", "convert", other, "--to", "midi"], 2, "textgrid"),
            (["events", "convert", self.folder / "none.jams", "--to", "tsv"], 66, "none.jams"),
            (["data", "activity", self.clips, "-o", other, "--activity", "min_second=1"], 2, "min_seconds"),
            (["data", "activity", self.clips, "-o", other, "--corrections", self.scenes], 65, "corrections"),
            (["data", "synthesize", "soundscapes", RECIPES / "esc10.toml", "--data", self.clips,
              "-o", self.folder / "new", "--set", "event.snr.low=40"], 2, "event.snr"),
        ]:  # fmt: skip
            with self.subTest(arguments=arguments):
                result = pinna(*arguments, "-q")
                self.assertEqual(result.returncode, code, result.stderr)
                self.assertIn(words, result.stderr)
                self.assertEqual(result.stderr.count("\n"), 1, result.stderr)


if __name__ == "__main__":
    unittest.main()
