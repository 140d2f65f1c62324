"""`pinna study notebook` and `pinna pack`: from a study to the ZIP that is handed in.

    pack_test.py PINNA TRACKING_TOOL

Exits 77 (skipped) where this interpreter has no nbformat.
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

try:
    import nbformat
except ImportError as error:
    print(f"skipped: {error}; apt install python3-nbformat")
    sys.exit(77)

PINNA, TOOL = sys.argv.pop(1), sys.argv.pop(1)
CHECK_FAILED, USAGE, BAD_DATA, MISSING_INPUT = 1, 2, 65, 66

# As much of the module as the notebook of a study of clips asks for.
MODULE = '''
import csv, tomllib
from pathlib import Path
from types import SimpleNamespace

class Study:
    def __init__(self, path):
        self.path = Path(path)
        with open(self.path / "results.csv") as file:
            self.results = [{k: (v if k in ("arm", "status") else float(v) if v else None) for k, v in row.items()}
                            for row in csv.DictReader(file)]
        for row in self.results:
            row["fold"], row["seed"] = int(row["fold"]), int(row["seed"])
        self.arms = sorted({row["arm"] for row in self.results})
        self.comparisons = []
        self.recipe = tomllib.loads((self.path / "study.toml").read_text())
    def run(self, arm, fold, seed):
        return SimpleNamespace(curves={"epoch": [1, 2], "train_loss": [2.0, 1.0]}, predictions=SimpleNamespace(labels=["a", "b"], target=[0, 1], predicted=[0, 0]))

def open_study(path):
    print("reading", Path(path).resolve())
    return Study(path)
'''


def pinna(*arguments, **options):
    return subprocess.run([PINNA, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          text=True, timeout=300, **options)


def write_pdf(path, lines):
    """One page in Helvetica."""
    drawing = "BT /F1 10 Tf 72 770 Td 12 TL\n" + "".join(f"({line}) Tj T*\n" for line in lines) + "ET"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
               "/Resources << /Font << /F1 3 0 R >> >> >>",
               f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream"]
    pdf, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(pdf))
        pdf += f"{number} 0 obj\n{text}\nendobj\n"
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{p:010} 00000 n \n" for p in places)
    path.write_text(f"{pdf}{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n")


class Pack(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory(prefix="pinna-pack-")
        self.addCleanup(temporary.cleanup)
        self.root = Path(temporary.name)
        self.study = self.root / "studies" / "tiny"
        for arm in ("mel", "mfcc"):
            for fold in (1, 2):
                run = self.study / "runs" / arm / f"fold{fold}-seed1"
                run.parent.mkdir(parents=True, exist_ok=True)
                subprocess.run([TOOL, "run", run, str(fold), "1", "3"], check=True)
        (self.study / "study.toml").write_text(
            f'name = "tiny"\n[data]\ntype = "esc50"\nroot = "{self.root}/clips"\n'
            '[feature]\ntype = "log_mel"\n[model]\ntype = "resnet"\n[training]\nepochs = 3\n'
            "[study]\nfolds = [1, 2]\nseeds = [1]\n[study.arms.mel]\n[study.arms.mfcc]\n")
        (self.study / "results.csv").write_text(
            "arm,fold,seed,status,accuracy\nmel,1,1,done,0.83\nmel,2,1,done,0.67\n"
            "mfcc,1,1,done,0.83\nmfcc,2,1,done,0.67\n")

    def module(self):
        """A folder with a small module `pinna`, for where the real one was not built."""
        folder = self.root / "module" / "pinna"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(MODULE)
        return {**os.environ, "PYTHONPATH": str(folder.parent)}

    def write_report(self, words="Six words of a short report", discussion="More data."):
        folder = self.study / "report" / "coursework"
        (folder / "case-study").mkdir(parents=True, exist_ok=True)
        write_pdf(folder / "report.pdf", [words, "References", "Somebody"])
        (folder / "report.tex").write_text("\\documentclass{article}\n")
        (folder / "report.json").write_text(json.dumps(
            {"schema": "pinna.written_report/1", "template": "coursework", "word_limit": 1500}))
        (folder / "discussion.md").write_text(f"## Outlook\n\n<!-- What next? -->\n\n{discussion}\n")
        (folder / "case-study" / "recording.flac").write_bytes(b"fLaC\0\0")
        (folder / "case-study" / "inspection.json").write_text(json.dumps(
            {"schema": "pinna.inspection/1", "recording": "recording.flac",
             "attribution": {"title": "Street", "author": "A. Person", "licence": "CC BY 4.0", "source": ""}}))
        cells = [nbformat.v4.new_code_cell("1 + 1", execution_count=1)]
        nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "notebook.ipynb")
        return folder

    def checks(self, result):
        body = json.loads(result.stdout)
        self.assertEqual(body["schema"], "pinna.pack/1")
        return {check["name"]: check for check in body["checks"]}

    # --- the notebook

    def test_notebook_is_valid_and_names_no_folder_of_the_machine(self):
        file = self.root / "tiny.ipynb"
        result = pinna("study", "notebook", self.study, "-o", file, "--no-execute", "--author", "Å. Person")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, f"{file}\n", ""))
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
        self.assertEqual((notebook.nbformat, notebook.nbformat_minor), (4, 5))
        self.assertNotIn(str(self.root), file.read_text())
        self.assertIn('"PINNA_STUDY", "studies/tiny"', "".join(c.source for c in notebook.cells))
        self.assertIn("Å. Person", notebook.cells[0].source)
        self.assertEqual(len({cell.id for cell in notebook.cells}), len(notebook.cells))

    def test_notebook_is_executed_and_cleaned(self):
        for module in ("nbconvert", "ipykernel", "matplotlib"):
            if subprocess.run(["/usr/bin/python3", "-c", f"import {module}"], capture_output=True).returncode:
                self.skipTest(f"needs Debian's python3 with {module}")
        self.assertEqual(pinna("study", "compare", self.study, "--resamples", 200).returncode, 0)
        file = self.study / "report" / "tiny.ipynb"
        result = pinna("study", "notebook", self.study, "-o", file, "--json", env=self.module())
        self.assertEqual(result.returncode, 0, result.stderr)
        body = json.loads(result.stdout)
        self.assertEqual((body["schema"], body["executed"]), ("pinna.study_notebook/1", True), body["note"])
        notebook = nbformat.read(file, as_version=4)
        nbformat.validate(notebook)
        outputs = json.dumps([cell.outputs for cell in notebook.cells if cell.cell_type == "code"])
        self.assertTrue(all(c.execution_count for c in notebook.cells if c.cell_type == "code"))
        self.assertIn("image/png", outputs)
        self.assertNotIn(str(self.root), outputs)
        self.assertNotIn("Error", outputs)

    def test_notebook_without_the_module_says_why_it_is_not_executed(self):
        if (Path(PINNA).parent / "python").exists():
            self.skipTest("the module is there")
        file = self.root / "tiny.ipynb"
        result = pinna("study", "notebook", self.study, "-o", file, env={**os.environ, "PYTHONPATH": ""})
        self.assertEqual(result.returncode, 0)
        self.assertRegex(result.stderr, r"not executed: .*(make python|install jupyter)")
        nbformat.validate(nbformat.read(file, as_version=4))

    def test_notebook_of_what_is_no_study(self):
        self.assertEqual(pinna("study", "notebook", self.root, "-o", self.root / "n.ipynb").returncode, MISSING_INPUT)
        result = pinna("study", "notebook", self.study, "-o", self.root / "n.ipynb", "--case", self.root)
        self.assertEqual(result.returncode, MISSING_INPUT)
        self.assertIn("pinna inspect", result.stderr)

    # --- the ZIP

    def test_zip_holds_everything_and_passes(self):
        self.write_report()
        (self.root / "src").mkdir()
        (self.root / "src" / "own.py").write_text("print('mine')\n")
        file = self.root / "coursework_anna.zip"
        result = pinna("pack", self.study, "--name", "anna", "--code", self.root / "src", "-o", file, "--json")
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertTrue(all(check["passed"] for check in self.checks(result).values()))
        with zipfile.ZipFile(file) as archive:
            self.assertIsNone(archive.testzip())
            archive.extractall(self.root / "out")
        top = self.root / "out" / "coursework_anna"
        self.assertEqual(subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=top).returncode, 0)
        self.assertIn('root = "<data>"', (top / "recipes" / "study.toml").read_text())
        self.assertEqual((top / "code" / "src" / "own.py").read_text(), "print('mine')\n")
        self.assertIn("Licence: CC BY 4.0", (top / "case-study" / "ATTRIBUTION.md").read_text())

        again = pinna("pack", "--check", file)
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertRegex(again.stdout, r"(?m)^(✓|ok) +words +at most 1500 words .* 6 words$")

    def test_time_zone_and_place_do_not_change_the_bytes(self):
        self.write_report()
        files = []
        for zone in ("UTC", "Asia/Tokyo"):
            files.append(self.root / f"{zone[:3]}.zip")
            result = pinna("pack", self.study, "--name", "x", "-o", files[-1], env={**os.environ, "TZ": zone})
            self.assertEqual(result.returncode, 0, result.stdout)
        self.assertEqual(files[0].read_bytes(), files[1].read_bytes())

    def test_what_fails_is_listed_and_not_written(self):
        self.write_report(words="one two three four five six seven", discussion="")
        file = self.root / "x.zip"
        result = pinna("pack", self.study, "--name", "x", "-o", file, "--words", 5)
        self.assertEqual(result.returncode, CHECK_FAILED)
        self.assertRegex(result.stderr, r"checks failed: words, own words.*--keep")
        self.assertRegex(result.stdout, r"To mend:\n  words: .*\n  own words: ")
        self.assertEqual([path for path in self.root.iterdir() if path.is_file()], [])

        result = pinna("pack", self.study, "--name", "x", "-o", file, "--words", 5, "--keep", "--json")
        self.assertEqual(result.returncode, CHECK_FAILED)
        self.assertEqual(self.checks(result)["words"]["found"], "7 words")
        self.assertTrue(file.exists())
        self.assertEqual(pinna("pack", "--check", file, "--words", 9).returncode, CHECK_FAILED)

    def test_signs_of_the_table_follow_the_locale(self):
        self.write_report()
        for locale, mark in (("C.UTF-8", "✓"), ("C", "ok")):
            result = pinna("pack", self.study, "--name", "x", "-o", self.root / "x.zip",
                           env={**os.environ, "LC_ALL": locale})
            self.assertRegex(result.stdout, rf"(?m)^{mark} +archive")

    def test_zips_of_strangers_are_checked_without_harm(self):
        file = self.root / "evil.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("coursework_x/../../evil.txt", "x")
            archive.writestr("/etc/evil", "x")
            archive.writestr("coursework_x/zeros", b"\0" * 300_000_000)
            archive.writestr("coursework_x/notebook.ipynb", "[" * 100_000)
            archive.writestr("coursework_x/report.pdf", "%PDF-1.4\n" + "x" * 1000)
        result = pinna("pack", "--check", file, "--json")
        self.assertEqual(result.returncode, CHECK_FAILED)
        checks = self.checks(result)
        self.assertIn("leaves the folder", checks["archive"]["found"])
        self.assertIn("300.0 MB", checks["sizes"]["found"])
        for name in ("report", "notebook", "case study", "attribution", "recipes", "code"):
            self.assertFalse(checks[name]["passed"], name)

    def test_wrong_use_is_one_clear_line(self):
        self.write_report()
        for arguments, code in (((self.study,), USAGE), ((self.study, "--name", "a b"), USAGE), ((), USAGE),
                                ((self.study, "--name", "x", "--check", "y.zip"), USAGE),
                                (("--check", self.root / "absent.zip"), MISSING_INPUT),
                                (("--check", self.study / "study.toml"), BAD_DATA),
                                ((self.root, "--name", "x"), MISSING_INPUT),
                                ((self.study, "--name", "x", "--code", self.root / "absent"), MISSING_INPUT),
                                ((self.study, "--name", "x", "--case", self.root / "absent"), MISSING_INPUT)):
            result = pinna("pack", *arguments)
            self.assertEqual(result.returncode, code, f"{arguments} {result.stderr}")
            self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
        shutil.rmtree(self.study / "report")
        result = pinna("pack", self.study, "--name", "x")
        self.assertEqual(result.returncode, MISSING_INPUT)
        self.assertTrue(re.search(r"run pinna report .* --template coursework", result.stderr), result.stderr)


if __name__ == "__main__":
    unittest.main()
