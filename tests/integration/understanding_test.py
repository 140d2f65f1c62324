"""Looking into a trained network: embeddings against numpy, evidence, the page of errors.

    understanding_test.py PATH_TO_PINNA
"""

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cli_fixtures

try:
    import numpy
except ImportError:
    numpy = None

PINNA = sys.argv.pop(1)
USAGE, MISSING_INPUT = 2, 66
HAS_GNUPLOT = shutil.which("gnuplot") is not None


def pinna(*arguments):
    return subprocess.run(
        [PINNA, *map(str, arguments)], capture_output=True, text=True, timeout=300
    )


def report_of(*arguments):
    result = pinna(*arguments, "--json", "--quiet")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@unittest.skipUnless(HAS_GNUPLOT, "needs gnuplot")
class Understanding(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = Path(cls.temporary.name)
        cli_fixtures.write_fixtures(cls.root)
        for number, clip in enumerate(sorted((cls.root / "dataset" / "audio").iterdir())):
            cli_fixtures.write_wav(clip, step=37 + 400 * number)
        (cls.root / "recipe.toml").write_text(cli_fixtures.RECIPE)
        cls.run_folder = cls.root / "run"
        report_of("train", cls.root / "recipe.toml", "--data", cls.root / "dataset",
                  "--run", cls.run_folder, "--evaluate")

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def expect_failure(self, exit_code, words, *arguments):
        result = pinna(*arguments, "--quiet")
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)

    def test_embeddings_are_written_with_their_clips(self):
        report = report_of("runs", "embed", self.run_folder)
        self.assertEqual(report["schema"], "pinna.runs.embed/1")
        self.assertEqual((report["clips"], report["dims"], report["held_out"]), (4, 64, True))
        with open(self.run_folder / "embeddings.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        with open(self.run_folder / "predictions.csv", newline="") as file:
            predictions = list(csv.DictReader(file))
        for row, prediction in zip(rows, predictions, strict=True):
            for column in ("clip", "label", "predicted", "group"):
                self.assertEqual(row[column], prediction[column])
            self.assertEqual(row["fold"], "1")
        for name in ("pca", "tsne"):
            figure = self.run_folder / "figures" / f"embeddings-{name}"
            self.assertTrue(figure.with_suffix(".png").read_bytes().startswith(b"\x89PNG"))
            self.assertTrue(figure.with_suffix(".pdf").read_bytes().startswith(b"%PDF"))

    @unittest.skipUnless(numpy, "needs numpy")
    def test_components_are_those_of_the_singular_value_decomposition(self):
        report = report_of("runs", "embed", self.run_folder, "-o", self.root / "embedded")
        values = numpy.load(self.root / "embedded" / "embeddings.npy").astype("float64")
        self.assertEqual(values.shape, (4, 64))
        left, singular, _ = numpy.linalg.svd(values - values.mean(0), full_matrices=False)
        self.assertGreater(singular[0], 1e-3)
        shares = singular**2 / (singular**2).sum()
        self.assertAlmostEqual(report["pca"]["shares"][0], shares[0], places=6)
        with open(self.root / "embedded" / "embeddings.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        for index, column in enumerate(("pca_1", "pca_2")):
            ours = numpy.array([float(row[column]) for row in rows])
            theirs = left[:, index] * singular[index]
            sign = numpy.sign(ours @ theirs)
            numpy.testing.assert_allclose(ours, sign * theirs, atol=1e-6 * singular[0])

    def test_the_same_seed_gives_the_same_files(self):
        for name in ("first", "second"):
            report_of("runs", "embed", self.run_folder, "-o", self.root / name, "--seed", 7)
        for name in ("embeddings.npy", "embeddings.csv"):
            self.assertEqual((self.root / "first" / name).read_bytes(),
                             (self.root / "second" / name).read_bytes())

    def test_a_fold_that_was_trained_on_is_called_so(self):
        result = pinna("runs", "embed", self.run_folder, "--fold", 2, "-o", self.root / "trained")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn("was trained on", result.stderr)

    def test_clips_and_recordings_are_explained(self):
        clip = "1-100-A-0"
        with open(self.run_folder / "predictions.csv", newline="") as file:
            clip = next(csv.DictReader(file))["clip"]
        report = report_of("runs", "explain", self.run_folder, clip, self.root / "good.wav",
                           "--block", "layer3.0", "--class", "rooster", "-o", self.root / "why")
        self.assertEqual(report["schema"], "pinna.runs.explain/1")
        # Two windows of half a second in the recording.
        self.assertEqual([row["part"] for row in report["clips"]],
                         ["held out", "recording", "recording"])
        for row in report["clips"]:
            self.assertEqual(row["class"], "rooster")
            self.assertTrue(Path(row["figure"]).read_bytes().startswith(b"\x89PNG"))
            self.assertEqual(Path(row["figure"]).parent, self.root / "why")

    def test_the_page_of_errors_shows_what_was_explained(self):
        # Another truth for two clips of the recorded predictions makes errors certain.
        copy = self.root / "wrong"
        shutil.copytree(self.run_folder, copy)
        path = copy / "predictions.csv"
        with open(path, newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows[:2]:
            row["label"] = "dog" if row["predicted"] == "rooster" else "rooster"
        for row in rows[2:]:
            row["label"] = row["predicted"]
        with open(path, "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        explained = report_of("runs", "explain", copy)["clips"]
        self.assertEqual({row["clip"] for row in explained}, {row["clip"] for row in rows[:2]})
        for row in explained:
            self.assertEqual(Path(row["figure"]).parent, copy / "figures" / "grad-cam")
        report = report_of("report", copy)
        page = Path(report["errors_pages"][0])
        self.assertEqual(page, copy / "report" / "errors.html")
        html = page.read_text()
        self.assertEqual(html.count("<article"), 2)
        self.assertEqual(html.count("<audio"), 2)
        self.assertEqual(html.count('alt="evidence in'), 2)
        self.assertNotIn('src="http', html)
        index = (copy / "report" / "index.html").read_text()
        self.assertIn('href="errors.html"', index)
        self.assertIn("one that knows only the length of the sound", index)
        self.assertFalse(report_of("report", copy, "--errors", 0)["errors_pages"])

    def test_bad_input_gives_one_line(self):
        explain = ("runs", "explain", self.run_folder)
        self.expect_failure(USAGE, "layer4", *explain, self.root / "good.wav", "--block", "layer5")
        self.expect_failure(USAGE, "rooster", *explain, self.root / "good.wav", "--class", "roster")
        self.expect_failure(USAGE, "no-clip", *explain, "no-clip")
        self.expect_failure(65, "text.wav", *explain, self.root / "text.wav")
        self.expect_failure(MISSING_INPUT, "nowhere", "runs", "explain", self.root / "nowhere")
        embed = ("runs", "embed", self.run_folder)
        self.expect_failure(USAGE, "--fold", *embed, "--fold", 9)
        self.expect_failure(USAGE, "perplexity", *embed, "--perplexity", 50)


class Shortcuts(unittest.TestCase):
    def test_length_alone_tells_lengths_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            rows = ["filename,label,fold"]
            for i in range(24):
                label = ("long", "short")[i % 2]
                length = (8000 if label == "long" else 3000) + 10 * i
                cli_fixtures.write_wav(root / f"{i}.wav", num_frames=length)
                rows.append(f"{i}.wav,{label},{1 + i // 2 % 2}")
            (root / "clips.csv").write_text("\n".join(rows) + "\n")
            report = report_of("data", "shortcuts", root / "clips.csv")
            self.assertEqual(report["schema"], "pinna.data.shortcuts/1")
            length = report["shortcuts"][0]
            self.assertEqual((length["shortcut"], length["accuracy"]), ("length", 1.0))
            self.assertEqual(length["clips"], 24)
            self.assertEqual(report["chance"], 0.5)
            low, high = length["accuracy_interval"]
            # Wilson: n / (n + z^2) of n successes in n trials.
            self.assertAlmostEqual(low, 24 / (24 + 1.959963984540054**2), places=9)
            self.assertEqual(high, 1)

    def test_a_table_without_folds_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            cli_fixtures.write_wav(root / "a.wav")
            (root / "clips.csv").write_text("filename,label\na.wav,dog\n")
            result = pinna("data", "shortcuts", root / "clips.csv")
            self.assertEqual(result.returncode, USAGE, result.stderr)
            self.assertIn("folds", result.stderr)


if __name__ == "__main__":
    unittest.main()
