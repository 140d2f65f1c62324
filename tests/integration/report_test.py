#!/usr/bin/env python3
"""Papers of courses from a study, with LaTeX where it is there.

    report_test.py PINNA
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

PINNA = sys.argv.pop(1)
USAGE, BAD_DATA, MISSING_INPUT = 2, 65, 66
HAS_LATEX = shutil.which("latexmk") is not None and shutil.which("pdftotext") is not None

RECIPE = """name = "tiny"
input.clip_seconds = 0.5
feature.n_mels = 16
model.width = 0.125
training.epochs = 1
training.loader.batch_size = 4
[study]
folds = [1, 2]
[study.arms.mel]
[study.arms.few_mels]
feature.n_mels = 8
"""


def pinna(*arguments):
    return subprocess.run([PINNA, *map(str, arguments)], capture_output=True, text=True, timeout=300)


def report_of(*arguments):
    result = pinna(*arguments, "--json", "--quiet")
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


@unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
class Report(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = root = Path(cls.temporary.name)
        report_of("data", "synthesize", "clips", "-o", root / "clips", "--set", "clips_per_class=4",
                  "--set", "num_folds=2", "--set", "clip_seconds=1", "--set", "sample_rate=16000")  # fmt: skip
        (root / "recipe.toml").write_text(RECIPE)
        cls.study = root / "study"
        assert pinna("study", "run", root / "recipe.toml", "--data", root / "clips", "-o", cls.study,
                     "--quiet").returncode == 0  # fmt: skip
        assert pinna("study", "compare", cls.study, "--quiet").returncode == 0

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def write(self, template, *more):
        return report_of("report", self.study, "--template", template, "--no-notebook", *more)

    def expect_failure(self, exit_code, words, *arguments):
        result = pinna("report", *arguments, "--quiet")
        self.assertEqual(result.returncode, exit_code, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)
        self.assertIn(words, result.stderr)

    def test_both_parts_of_the_practical_are_papers(self):
        for template in ("practical-1", "practical-2"):
            with self.subTest(template=template):
                self.write(template, "--author", "A. Student")
                folder = self.study / "report" / template
                for name in ("report.tex", "references.bib", "report.html", "discussion.md", "overleaf.zip", "report.json"):
                    self.assertTrue((folder / name).is_file(), name)
                with zipfile.ZipFile(folder / "overleaf.zip") as archive:
                    self.assertIn("report.tex", archive.namelist())
                record = json.loads((folder / "report.json").read_text())
                self.assertEqual((record["template"], record["author"]), (template, "A. Student"))
                self.assertEqual({field["words"] for field in record["fields"]}, {0})
                if HAS_LATEX:
                    self.assertLess(record["words"], 1500)
                    text = subprocess.run(["pdftotext", folder / "report.pdf", "-"], capture_output=True, text=True).stdout
                    self.assertIn("TO BE WRITTEN BY THE AUTHOR", " ".join(text.split()))

    @unittest.skipUnless(HAS_LATEX, "needs latexmk and pdftotext")
    def test_boxes_are_not_too_full(self):
        for template in ("practical-1", "practical-2"):
            result = pinna("report", self.study, "--template", template, "--no-notebook")
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertNotIn("Overfull", result.stderr)

    def test_the_authors_words_stay_and_are_counted(self):
        folder = self.study / "report" / "practical-2"
        self.write("practical-2")
        discussion = folder / "discussion.md"
        words = discussion.read_text().replace("## Interpretation\n", "## Interpretation\n\nFive words of my own.\n")
        discussion.write_text(words)
        self.write("practical-2")
        self.assertEqual(discussion.read_text(), words)
        record = json.loads((folder / "report.json").read_text())
        self.assertEqual(record["fields"][0]["words"], 5)
        discussion.unlink()

    def test_bad_input_is_one_line(self):
        self.expect_failure(MISSING_INPUT, "nowhere", self.root / "nowhere", "--template", "practical-2")
        self.expect_failure(USAGE, "template", self.study, "--template", "thesis")
        result = pinna("report", self.study, "--template", "coursework", "--no-notebook", "--quiet")
        self.assertEqual(result.returncode, USAGE, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)


if __name__ == "__main__":
    unittest.main()
