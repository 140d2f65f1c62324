"""Features: the same bits as the program's, no copies, errors as Python's own."""

import os
import pathlib
import subprocess
import tempfile
import threading
import unittest

import numpy

import pinna

PROGRAM = os.environ.get("PINNA_PROGRAM")
RATE = 22050


def sound(seconds=1.5):
    time = numpy.arange(int(seconds * RATE)) / RATE
    noise = numpy.random.default_rng(1).normal(0, 0.01, time.size)
    return (0.4 * numpy.sin(2 * numpy.pi * (200 + 300 * time) * time) + noise).astype(numpy.float32)


class Features(unittest.TestCase):
    @unittest.skipUnless(PROGRAM, "PINNA_PROGRAM names no program")
    def test_every_feature_equals_the_programs_bit_for_bit(self):
        samples = sound()
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            numpy.save(folder / "sound.npy", samples)
            for name in pinna.features.list():
                if name == "stack":
                    continue
                with self.subTest(feature=name):
                    feature = pinna.Feature(name)
                    mine = feature(pinna.Waveform(samples, RATE).resample(feature.sample_rate))
                    numpy.save(folder / "sound.npy",
                               pinna.Waveform(samples, RATE).resample(feature.sample_rate).samples[0])
                    subprocess.run(
                        [PROGRAM, "features", "compute", folder / "sound.npy", "--sample-rate",
                         str(feature.sample_rate), "--feature", name, "-o", folder / "out.npy", "--quiet"],
                        check=True, stdout=subprocess.DEVNULL)  # fmt: skip
                    theirs = numpy.load(folder / "out.npy")
                    self.assertEqual(mine.dtype, theirs.dtype)
                    self.assertEqual(mine.tobytes(), theirs.tobytes())

    def test_presets_and_options_change_the_shape(self):
        self.assertEqual(pinna.log_mel(sound(), RATE, preset="librosa-0.11", n_mels=40).shape[0], 40)
        self.assertIn("librosa-0.11", pinna.features.presets("log_mel"))
        settings = {row["setting"]: row["value"] for row in pinna.features.explain("log_mel", n_mels=32)}
        self.assertEqual(settings["n_mels"], "32")

    def test_unknown_options_are_value_errors_with_a_suggestion(self):
        with self.assertRaisesRegex(ValueError, "n_mels"):
            pinna.log_mel(sound(), RATE, n_mel=3)
        with self.assertRaises(ValueError):
            pinna.Feature("no_such_feature")
        with self.assertRaisesRegex(ValueError, "sample_rate"):
            pinna.log_mel(sound())
        with self.assertRaisesRegex(ValueError, "dimensions"):
            pinna.log_mel(numpy.zeros((2, 4000), numpy.float32), RATE)

    def test_samples_that_fit_are_not_copied(self):
        samples = sound()
        prepared = pinna.features._mono(samples)
        self.assertTrue(numpy.shares_memory(samples, prepared))

    def test_others_may_work_meanwhile(self):
        ticks = []
        feature = pinna.Feature("cqt")
        samples = numpy.tile(sound(), 20)
        done = threading.Event()

        def tick():
            while not done.wait(0.001):
                ticks.append(1)

        thread = threading.Thread(target=tick)
        thread.start()
        feature(samples)
        done.set()
        thread.join()
        self.assertGreater(len(ticks), 0)


class TorchTensors(unittest.TestCase):
    def test_tensors_are_read_where_they_lie(self):
        try:
            import torch
        except ImportError:
            self.skipTest("needs torch")
        tensor = torch.from_numpy(sound())
        prepared = pinna.features._mono(tensor)
        self.assertEqual(prepared.ctypes.data, tensor.data_ptr())
        self.assertEqual(pinna.log_mel(tensor, RATE).tobytes(), pinna.log_mel(sound(), RATE).tobytes())


if __name__ == "__main__":
    unittest.main()
