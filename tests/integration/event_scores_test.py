#!/usr/bin/env python3
"""metrics events and metrics psds equal sed_eval and psds_eval to 1e-9, through the command line.

    event_scores_test.py PINNA

Exits 77 (skipped) where the golden data are absent: beside the source tree in shared/golden, or in
$PINNA_SHARED_DIR/golden.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PINNA = sys.argv.pop(1)
SHARED = os.environ.get("PINNA_SHARED_DIR") or Path(__file__).resolve().parents[3] / "shared"
GOLDEN = Path(SHARED) / "golden"
HEADER = "filename\tonset\toffset\tevent_label\n"


def pinna(*arguments):
    return subprocess.run([PINNA, *map(str, arguments)], capture_output=True, text=True)


def report(*arguments):
    run = pinna(*arguments, "--json")
    if run.returncode != 0:
        raise AssertionError(run.stderr)
    return json.loads(run.stdout)


class SedEval(unittest.TestCase):
    def compare(self, got, expected, path):
        """Members of `expected`; a class's scores are given there without the group's name."""
        if isinstance(expected, dict):
            for key, value in expected.items():
                self.compare(got[key], value, f"{path}/{key}")
            return
        if isinstance(got, dict):
            got = got[path.rsplit("/", 1)[1]]
        if math.isnan(expected):
            self.assertIsNone(got, path)
        else:
            self.assertAlmostEqual(got, expected, delta=1e-9, msg=path)

    def test_every_score_of_every_case(self):
        folder = GOLDEN / "sed_eval"
        for case in json.loads((folder / "expected.json").read_text())["cases"]:
            got = report(
                "metrics", "events",
                "--reference", folder / case["reference"], "--estimated", folder / case["estimated"],
                "--t-collar", case["t_collar"],
                "--percentage-of-length", case["percentage_of_length"],
                "--time-resolution", case["time_resolution"],
            )  # fmt: skip
            for kind in ("segment_based", "event_based"):
                with self.subTest(reference=case["reference"], kind=kind):
                    self.compare(got[kind], case[kind], kind)


class PsdsEval(unittest.TestCase):
    # dtc, gtc, cttc, alpha_ct, alpha_st; PSDS of ten operating points; macro F1 of the sixth
    CASES = [
        ((0.5, 0.5, 0.3, 0, 0), 0.408129268266769, 0.48803605757081303),
        ((0.7, 0.7, 0.3, 0, 1), 0.14452828641459992, 0.3799802528089962),
        ((0.1, 0.1, 0.3, 0.5, 1), 0.248840750586245, 0.56473641951575),
    ]

    def ask(self, settings, points):
        dtc, gtc, cttc, alpha_ct, alpha_st = settings
        folder = GOLDEN / "psds_eval"
        return report(
            "metrics", "psds", "--ground-truth", folder / "dcase2019t4_gt.csv",
            "--metadata", folder / "dcase2019t4_meta.csv", "--dtc", dtc, "--gtc", gtc,
            "--cttc", cttc, "--alpha-ct", alpha_ct, "--alpha-st", alpha_st, "--max-efpr", 100,
            "--operating-points", *points,
        )  # fmt: skip

    def test_scores_of_ten_operating_points(self):
        points = [GOLDEN / "psds_eval" / f"baseline_{i / 10:.1f}.csv" for i in range(1, 11)]
        for settings, psds, macro_f1 in self.CASES:
            with self.subTest(settings=settings):
                self.assertAlmostEqual(self.ask(settings, points)["psds"], psds, delta=1e-9)
                one = self.ask(settings, points[5:6])
                self.assertAlmostEqual(one["macro_f1"], macro_f1, delta=1e-9)


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def write(self, name, text):
        path = Path(self.folder.name) / name
        path.write_text(text)
        return path

    def test_scores_of_frames_and_their_curve(self):
        truth = self.write("truth.tsv", HEADER + "a.wav\t1\t2\tdog\nb.wav\t0\t1\tdog\n")
        durations = self.write("durations.tsv", "filename\tduration\na.wav\t3\nb.wav\t3\n")
        scores = Path(self.folder.name) / "scores"
        scores.mkdir()
        frames = "onset\toffset\tdog\n0\t1\t{}\n1\t2\t{}\n2\t3\t{}\n"
        (scores / "a.tsv").write_text(frames.format(0.1, 0.9, 0.2))
        (scores / "b.tsv").write_text(frames.format(0.1, 0.3, 0.1))
        figure = Path(self.folder.name) / "roc.svg"
        got = report("metrics", "psds", "--ground-truth", truth, "--metadata", durations,
                     "--scores", scores, "--max-efpr", 600, "--figure", figure)  # fmt: skip
        # At 0.9 one of two is found, at 0.3 a false alarm comes: 600 an hour; at 0.1 both scenes are one
        # event each, which fails the tolerance.
        self.assertAlmostEqual(got["psds"], 0.5, delta=1e-9)
        self.assertIsNone(got["macro_f1"])
        self.assertIn("PSDS 0.500", figure.read_text())
        doubled = self.write("doubled.tsv", "filename\tduration\na.wav\t3\nx/a.flac\t3\nb.wav\t3\n")
        same = pinna("metrics", "psds", "--ground-truth", truth, "--metadata", doubled,
                     "--scores", scores)  # fmt: skip
        self.assertEqual(same.returncode, 2)
        self.assertIn("both of a.tsv", same.stderr)
        (scores / "b.tsv").unlink()
        absent = pinna("metrics", "psds", "--ground-truth", truth, "--metadata", durations,
                       "--scores", scores)  # fmt: skip
        self.assertEqual(absent.returncode, 66)
        self.assertIn("b.tsv", absent.stderr)
        neither = pinna("metrics", "psds", "--ground-truth", truth, "--metadata", durations)
        self.assertEqual(neither.returncode, 2)

    def score(self, reference, estimated):
        return report("metrics", "events", "--reference", reference, "--estimated", estimated)

    def test_headers_may_be_missing_and_files_empty(self):
        headed = self.write("headed.tsv", HEADER + "a.wav\t0\t1\tdog\nb.wav\t\t\t\n")
        bare = self.write("bare.tsv", "a.wav\t0\t1\tdog\n")
        empty = self.write("empty.tsv", "")
        only_header = self.write("header.tsv", HEADER)
        self.assertEqual(self.score(headed, bare)["event_based"]["overall"]["error_rate"]["error_rate"], 0)
        for nothing in (empty, only_header):
            missed = self.score(headed, nothing)["event_based"]["overall"]
            self.assertEqual(missed["f_measure"]["recall"], 0)
            self.assertEqual(missed["error_rate"]["deletion_rate"], 1)
            invented = self.score(nothing, bare)["event_based"]["class_wise"]["dog"]
            self.assertEqual(invented["count"], {"Nref": 0, "Nsys": 1})
            self.assertEqual(self.score(nothing, nothing)["files"], 0)

    def test_bad_input_is_one_line(self):
        good = self.write("good.tsv", "a.wav\t0\t1\tdog\n")
        nameless = self.write("nameless.tsv", "0\t1\tdog\n")
        backwards = self.write("backwards.tsv", "a.wav\t2\t1\tdog\n")
        durations = self.write("durations.tsv", "z.wav\t10\n")
        events = ["metrics", "events", "--reference", good, "--estimated"]
        psds = ["metrics", "psds", "--operating-points", good, "--ground-truth", good, "--metadata"]
        for arguments, code, words in [
            ([*events, nameless], 65, "file names in one of them only"),
            ([*events, backwards], 65, "backwards.tsv:1"),
            ([*events, "absent.tsv"], 66, "absent.tsv"),
            ([*events, good, "--time-resolution", "0"], 2, "time resolution"),
            ([*psds, durations], 65, "a.wav"),
            ([*psds, durations, "--dtc", "2"], 2, "dtc"),
        ]:
            with self.subTest(arguments=arguments):
                run = pinna(*arguments)
                self.assertEqual(run.returncode, code, run.stderr)
                self.assertIn(words, run.stderr)
                self.assertEqual(run.stderr.count("\n"), 1)


if __name__ == "__main__":
    if not GOLDEN.is_dir():
        print(f"skipped: {GOLDEN} is absent")
        sys.exit(77)
    unittest.main()
