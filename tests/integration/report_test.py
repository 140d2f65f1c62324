#!/usr/bin/env python3
"""Papers of courses from a study, with LaTeX where it is there.

    report_test.py PINNA
"""

import json
import shutil
import signal
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

    @unittest.skipUnless(HAS_LATEX, "needs latexmk and pdftotext")
    def test_citations_are_resolved_and_own_ones_added(self):
        folder = self.study / "report" / "practical-2"
        self.write("practical-2")
        (folder / "own-references.bib").write_text("@misc{mine2024, author={Me}, title={My own work}, year=2024}")
        text = (folder / "discussion.md").read_text()
        (folder / "discussion.md").write_text(text.replace(
            "## Discussion\n", "## Discussion\n\nAs in [@mine2024] and [#fig:confusion-1], not [@nobody].\n"))
        report = self.write("practical-2")
        self.assertEqual([line for line in report["warnings"] if "nobody" not in line], [])
        self.assertIn("nobody", " ".join(report["warnings"]))
        self.assertGreaterEqual(report["pages"], 3)
        text = subprocess.run(["pdftotext", folder / "report.pdf", "-"], capture_output=True, text=True).stdout
        self.assertIn("My own work", text)
        self.assertNotIn("[?]", text)
        self.assertNotIn("??", text)
        self.assertNotIn("share of the true class", text)  # a label of the confusion figure
        (folder / "discussion.md").unlink()
        (folder / "own-references.bib").unlink()

    @unittest.skipUnless(HAS_LATEX, "needs latexmk and pdftotext")
    def test_source_compiles_by_itself(self):
        self.write("practical-2")
        archive = self.study / "report" / "practical-2" / "overleaf.zip"
        content = archive.read_bytes()
        self.write("practical-2")
        self.assertEqual(archive.read_bytes(), content)
        with tempfile.TemporaryDirectory() as place:
            zipfile.ZipFile(archive).extractall(place)
            result = subprocess.run(["latexmk", "-norc", "-pdf", "-interaction=nonstopmode", "report.tex"],
                                    cwd=place, capture_output=True, timeout=120)  # fmt: skip
            self.assertEqual(result.returncode, 0, result.stdout[-800:])

    def test_without_latex_the_source_is_written(self):
        with tempfile.TemporaryDirectory() as place:
            tools = Path(place) / "bin"
            tools.mkdir()
            (tools / "gnuplot").symlink_to(shutil.which("gnuplot"))
            result = subprocess.run(
                [PINNA, "report", self.study, "--template", "practical-2", "--no-notebook", "-o", Path(place) / "out"],
                capture_output=True, text=True, timeout=300, env={"PATH": str(tools), "HOME": place})  # fmt: skip
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertIn("texlive-latex-recommended", result.stderr)
            self.assertTrue((Path(place) / "out" / "overleaf.zip").is_file())
            self.assertFalse((Path(place) / "out" / "report.pdf").exists())

    def test_watching_counts_words_and_ends_at_an_interrupt(self):
        folder = self.root / "watched"
        process = subprocess.Popen(
            [PINNA, "report", self.study, "--template", "practical-2", "--no-notebook", "-o", folder, "--watch"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)  # fmt: skip
        try:
            for line in process.stderr:
                if "waiting" in line:
                    break
            text = (folder / "discussion.md").read_text()
            (folder / "discussion.md").write_text(text.replace("## Discussion\n", "## Discussion\n\nThree more words.\n"))
            for line in process.stdout:
                if "Discussion 3/" in line:
                    break
            else:
                self.fail("the words were not counted again")
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0)
        finally:
            process.kill()
            process.communicate()

    def test_bad_input_is_one_line(self):
        self.expect_failure(MISSING_INPUT, "nowhere", self.root / "nowhere", "--template", "practical-2")
        self.expect_failure(USAGE, "template", self.study, "--template", "thesis")
        self.expect_failure(MISSING_INPUT, "nowhere", self.study, "--template", "coursework", "--case",
                            self.root / "nowhere", "--no-notebook")  # fmt: skip
        odd = self.root / "odd"
        odd.mkdir()
        (odd / "discussion.md").write_text("## A heading of mine\n")
        self.expect_failure(BAD_DATA, "A heading of mine", self.study, "--template", "practical-2", "-o", odd)
        result = pinna("report", self.study, "--template", "coursework", "--no-notebook", "--quiet")
        self.assertEqual(result.returncode, USAGE, result.stderr)
        self.assertEqual(result.stderr.count("\n"), 1, result.stderr)


if __name__ == "__main__":
    unittest.main()
