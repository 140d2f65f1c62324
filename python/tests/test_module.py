"""Sound, tables, datasets, scores, records and trained networks through the module."""

import ast
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import wave

import numpy

import pinna

PROGRAM = os.environ.get("PINNA_PROGRAM")


class Importing(unittest.TestCase):
    def test_torch_is_not_loaded(self):
        code = "import sys, pinna; sys.exit('torch' in sys.modules or 'pinna._torch' in sys.modules)"
        self.assertEqual(subprocess.run([sys.executable, "-c", code]).returncode, 0)

    def test_every_public_name_has_a_stub(self):
        stub = pathlib.Path(pinna.__file__).with_name("__init__.pyi")
        names = set()
        for node in ast.parse(stub.read_text()).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)):
                names.add(node.name)
            if isinstance(node, ast.ImportFrom):
                names.update(alias.asname or alias.name for alias in node.names)
        self.assertEqual(set(pinna.__all__) - names, set())


class Sound(unittest.TestCase):
    def test_samples_are_a_view_of_the_waveform(self):
        sound = pinna.Waveform(numpy.zeros((2, 100), numpy.float32), 8000)
        sound.samples[1, 3] = 0.5
        self.assertEqual(sound.samples[1, 3], 0.5)
        self.assertEqual((sound.num_channels, sound.num_frames, sound.seconds), (2, 100, 100 / 8000))
        samples = sound.samples
        del sound
        self.assertEqual(samples[1, 3], 0.5)

    def test_files_come_back(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "a.wav"
            values = (numpy.arange(-50, 50) / 128).astype(numpy.float32)
            pinna.write_audio(path, pinna.Waveform(values, 16000))
            self.assertEqual(pinna.read_audio(path).samples[0].tolist(), values.tolist())

    def test_players_hold_a_wav_file(self):
        html = pinna.Waveform(numpy.zeros(10, numpy.float32), 8000)._repr_html_()
        self.assertIn("data:audio/wav;base64,UklGR", html)

    def test_errors_are_pythons_own(self):
        with self.assertRaises(FileNotFoundError):
            pinna.read_audio("no such file.wav")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "text.wav"
            path.write_text("not sound")
            with self.assertRaises(pinna.BadData):
                pinna.read_audio(path)
            self.assertTrue(issubclass(pinna.BadData, ValueError))
        with self.assertRaises(ValueError):
            pinna.Waveform(numpy.zeros((1, 2, 3), numpy.float32), 8000)


class Scores(unittest.TestCase):
    def test_wilson(self):
        low, high = pinna.metrics.wilson_interval(70, 100)
        self.assertAlmostEqual(low, 0.6042, places=4)
        self.assertAlmostEqual(high, 0.7811, places=4)

    def test_classification(self):
        scores = pinna.metrics.classification(["a", "b"], [0, 1, 1], [[0.9, 0.1], [0.6, 0.4], [0.2, 0.8]])
        self.assertAlmostEqual(scores["accuracy"], 2 / 3)

    def test_events(self):
        truth = [(0.0, 1.0, "dog"), (2.0, 3.0, "rain")]
        scores = pinna.metrics.event_scores(truth, [(0.1, 1.0, "dog")])
        self.assertAlmostEqual(scores["event_based"]["overall"]["f_measure"]["f_measure"], 2 / 3)
        with self.assertRaises(ValueError):
            pinna.metrics.event_scores(truth, [(2.0, 1.0, "dog")])


class Tables(unittest.TestCase):
    def test_rows_are_shown_and_escaped(self):
        table = pinna.Table([{"arm": "<b>", "psds1": 0.28}, {"arm": "x", "note": "y"}])
        self.assertEqual(table.columns, ["arm", "psds1", "note"])
        self.assertIn("&lt;b&gt;", table._repr_html_())
        self.assertEqual(table.column("note"), [None, "y"])


@unittest.skipUnless(PROGRAM, "PINNA_PROGRAM names no program")
class Trained(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        root = cls.root = pathlib.Path(cls.temporary.name)
        run = lambda *words: subprocess.run([PROGRAM, *map(str, words), "--quiet"], check=True,
                                            stdout=subprocess.DEVNULL)  # fmt: skip
        run("data", "synthesize", "clips", "-o", root / "clips", "--set", "clips_per_class=4",
            "--set", "num_folds=2", "--set", "clip_seconds=1", "--set", "sample_rate=16000")  # fmt: skip
        (root / "recipe.toml").write_text(
            'name = "tiny"\ninput.clip_seconds = 0.5\nfeature.n_mels = 16\nmodel.width = 0.125\n'
            "training.epochs = 1\ntraining.loader.batch_size = 4\n[study]\nfolds = [1, 2]\n"
            "[study.arms.mel]\n[study.arms.few]\nfeature.n_mels = 8\n"
        )
        run("study", "run", root / "recipe.toml", "--data", root / "clips", "-o", root / "study")
        run("study", "compare", root / "study")
        cls.clip = sorted((root / "clips" / "audio").iterdir())[0]

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def test_datasets(self):
        dataset = pinna.read_dataset(self.root / "clips")
        self.assertEqual(len(dataset), len(dataset.clips))
        self.assertEqual(dataset.folds, [1, 2])
        self.assertIn("class", dataset._repr_html_())
        self.assertGreater(len(dataset.audit().columns), 0)
        with self.assertRaises(ValueError):
            pinna.read_dataset(self.root / "clips", subse="esc10")

    def test_studies(self):
        study = pinna.open_study(self.root / "study")
        self.assertEqual(study.arms, ["mel", "few"])
        self.assertEqual(len(study.results), 4)
        self.assertEqual({row["status"] for row in study.results}, {"done"})
        comparison = study.comparisons[0]
        self.assertEqual((comparison["arm"], comparison["measure"]), ("few", "accuracy"))
        self.assertLessEqual(comparison["low"], comparison["difference"])
        run = study.run("mel", 1)
        self.assertEqual(len(run.curves["epoch"]), 1)
        self.assertIn("train_loss", run.curves)
        self.assertEqual(run.predictions.probabilities.shape, (len(run.predictions.clips), len(run.predictions.labels)))
        self.assertIn("accuracy", run.scores)
        with self.assertRaises(FileNotFoundError):
            pinna.open_study(self.root / "nowhere")

    def test_networks(self):
        model = pinna.load_model(self.root / "study" / "runs" / "mel" / "fold1-seed1")
        prediction = model.predict(self.clip)
        self.assertAlmostEqual(float(prediction.probabilities.sum()), 1, places=5)
        self.assertIn(prediction.label, model.labels)
        again = model.predict(pinna.read_audio(self.clip))
        numpy.testing.assert_allclose(again.probabilities, prediction.probabilities, atol=1e-6)
        self.assertEqual(model.embed(self.clip).ndim, 1)
        self.assertIn("Classifier", model._repr_html_())


if __name__ == "__main__":
    unittest.main()
