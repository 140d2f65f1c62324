"""What a network will hear and see: sounds, picture and page of `pinna data preview`.

    preview_test.py PATH_TO_PINNA
"""

import json
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cli_fixtures

PINNA = sys.argv.pop(1)
HAS_GNUPLOT = shutil.which("gnuplot") is not None


@unittest.skipUnless(HAS_GNUPLOT, "needs gnuplot")
class Preview(unittest.TestCase):
    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.root = Path(self.temporary.name)
        cli_fixtures.write_fixtures(self.root)
        (self.root / "recipe.toml").write_text(cli_fixtures.RECIPE)

    def preview(self, *arguments, settings=()):
        overrides = [word for setting in settings for word in ("--set", setting)]
        return subprocess.run(
            [PINNA, "data", "preview", self.root / "recipe.toml", "--data", self.root / "dataset",
             "-o", self.root / "preview", "--json", "--quiet", *map(str, arguments), *overrides],
            capture_output=True, text=True, timeout=120)

    def test_sounds_picture_and_page_are_written(self):
        result = self.preview("--clips", 2, "--epoch", 1)
        self.assertEqual(result.returncode, 0, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report["schema"], "pinna.data.preview/1")
        self.assertEqual(len(report["clips"]), 2)
        page = Path(report["page"]).read_text()
        self.assertEqual(page.count("<audio"), 2)
        self.assertFalse("http:" in page or "https:" in page, "loads something from elsewhere")
        self.assertTrue(Path(report["figure"]).read_bytes().startswith(b"\x89PNG"))
        for clip in report["clips"]:
            header = Path(clip["sound"]).read_bytes()[:36]
            self.assertEqual(header[:4], b"RIFF")
            self.assertEqual(struct.unpack_from("<H", header, 20)[0], 3)  # samples of float32
            self.assertAlmostEqual(sum(clip["targets"].values()), 1, places=5)

    def test_the_same_seed_gives_the_same_files(self):
        first = json.loads(self.preview("--clips", 1).stdout)["clips"][0]["sound"]
        samples = Path(first).read_bytes()
        self.preview("--clips", 1)
        self.assertEqual(Path(first).read_bytes(), samples)
        self.preview("--clips", 1, "--seed", 8)
        self.assertNotEqual(Path(first).read_bytes(), samples)

    def test_mistakes_are_named(self):
        result = self.preview("--epoch", 10_000)
        self.assertEqual(result.returncode, 2)
        self.assertIn("10000", result.stderr)
        self.assertFalse((self.root / "preview").exists())


if __name__ == "__main__":
    unittest.main()
