#!/usr/bin/env python3
"""numpy reads our .npy and .npz files, and we read numpy's.

    npy_numpy_test.py TOOL    TOOL: the program built from copy_arrays_tool.cpp

Exits 77 (skipped) where this interpreter has no numpy.
"""

import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

try:
    import numpy
except ImportError as error:
    print(f"skipped: {error}; apt install python3-numpy")
    sys.exit(77)

TOOL = sys.argv.pop(1)
TYPES = "f8 f4 f2 c8 i8 i4 i2 i1 u8 u4 u2 u1 b1".split()
SHAPES = [(), (0,), (3,), (2, 3), (4, 0, 2), (2, 3, 4)]
BAD_DATA = 65


class Numpy(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return Path(self.folder.name) / name

    def copied(self, name):
        """What numpy reads of the copy that Pinna made of a file."""
        copy = self.path("copy" + Path(name).suffix)
        subprocess.run([TOOL, self.path(name), copy], check=True)
        return numpy.load(copy, allow_pickle=False)

    def assert_refused(self, name, words):
        run = subprocess.run(
            [TOOL, self.path(name), self.path("out.npy")], capture_output=True, text=True
        )
        self.assertEqual(run.returncode, BAD_DATA, run.stderr)
        self.assertIn(words, run.stderr)

    def assert_same(self, actual, expected):
        self.assertEqual(actual.dtype, expected.dtype)
        self.assertEqual(actual.shape, expected.shape)
        self.assertEqual(actual.tobytes(), expected.tobytes())

    def test_every_type_shape_and_order(self):
        random = numpy.random.default_rng(1)
        for dtype in TYPES:
            for shape in SHAPES:
                values = random.integers(0, 2 if dtype == "b1" else 100, shape)
                for order in "CF":
                    array = numpy.asarray(values, dtype=dtype, order=order)
                    numpy.save(self.path("a.npy"), array)
                    with self.subTest(dtype=dtype, shape=shape, order=order):
                        self.assert_same(self.copied("a.npy"), array)

    def test_every_version(self):
        array = numpy.arange(6, dtype="f4").reshape(2, 3)
        for version in [(1, 0), (2, 0), (3, 0)]:
            with open(self.path("a.npy"), "wb") as file:
                numpy.lib.format.write_array(file, array, version=version)
            self.assert_same(self.copied("a.npy"), array)

    def test_npz_stored_and_deflated(self):
        arrays = {
            "größe": numpy.arange(6.0).reshape(2, 3),
            "b": numpy.asfortranarray(numpy.arange(20000, dtype="f4").reshape(100, 200)),
            "group/flags": numpy.array([True, False]),
        }
        for save in (numpy.savez, numpy.savez_compressed):
            save(self.path("a.npz"), **arrays)
            copy = self.copied("a.npz")
            self.assertEqual(set(copy.keys()), set(arrays))
            for name, array in arrays.items():
                self.assert_same(copy[name], array)
            self.assertIsNone(zipfile.ZipFile(self.path("copy.npz")).testzip())

    def test_other_types_are_refused(self):
        for array, words in [
            (numpy.array([{}, None]), "Python objects are never read"),
            (numpy.array(["text"]), "type '<U4'"),
            (numpy.zeros(2, dtype=[("a", "f4"), ("b", "i4")]), "structured type"),
            (numpy.zeros(2, dtype=">f4"), "little-endian"),
            (numpy.zeros(2, dtype="c16"), "type '<c16'"),
        ]:
            numpy.save(self.path("a.npy"), array, allow_pickle=True)
            self.assert_refused("a.npy", words)


if __name__ == "__main__":
    unittest.main()
