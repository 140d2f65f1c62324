"""Exported networks: ONNX's own checker, the graph computed by other code, safetensors.

    onnx_test.py PATH_TO_PINNA PATH_TO_CLASSIFIER_LOGITS_TOOL

With PINNA_ONNXRUNTIME=1 in the environment npm's onnxruntime-node is fetched into a temporary
folder and runs the graph, without network.
"""

import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cli_fixtures

SKIPPED = 77
try:
    import numpy
    import onnx
    import onnx.numpy_helper
    import torch
    import torch.nn.functional as functional
except ImportError as error:
    print(f"skipped: {error}; the packages are in tools/packages.txt")
    sys.exit(SKIPPED)

TOOL = sys.argv.pop()
PINNA = sys.argv.pop()
SAMPLES = 11025
LARGEST_DIFFERENCE = 1e-4
RUNTIME_PACKAGE = "onnxruntime-node@1.20.1"

NODE_PROGRAM = """
const ort = require('onnxruntime-node');
const fs = require('fs');
(async () => {
  const [model, input, output, batch, samples] = process.argv.slice(2);
  const bytes = fs.readFileSync(input);
  const waveform = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const session = await ort.InferenceSession.create(model);
  const results = await session.run(
      {waveform: new ort.Tensor('float32', waveform, [Number(batch), Number(samples)])});
  fs.writeFileSync(output, Buffer.from(results.logits.data.buffer));
})();
"""


def pinna(*arguments):
    return subprocess.run([PINNA, *map(str, arguments)], capture_output=True, text=True,
                          timeout=300)


def attributes_of(node):
    return {item.name: onnx.helper.get_attribute_value(item) for item in node.attribute}


def padded(x, pads, mode):
    half = len(pads) // 2
    widths = [(int(pads[i]), int(pads[half + i])) for i in range(half)]
    mode = {b"constant": "constant", b"reflect": "reflect", b"edge": "edge"}[mode]
    return torch.from_numpy(numpy.pad(x.numpy(), widths, mode=mode))


def short_time_transform(signal, step, window):
    frames = signal[:, :, 0].unfold(1, len(window), int(step)) * window
    return torch.view_as_real(torch.fft.rfft(frames))


OPERATIONS = {
    "Cast": lambda a, x: x.to({1: torch.float32, 11: torch.float64}[a["to"]]),
    "Pad": lambda a, x, pads: padded(x, pads.tolist(), a["mode"]),
    "Unsqueeze": lambda a, x, axes: x.unsqueeze(int(axes[0])),
    "STFT": lambda a, x, step, window: short_time_transform(x, step, window),
    "Mul": lambda a, x, y: x * y,
    "Add": lambda a, x, y: x + y,
    "Sub": lambda a, x, y: x - y,
    "Div": lambda a, x, y: x / y,
    "Max": lambda a, x, y: torch.maximum(x, y),
    "Min": lambda a, x, y: torch.minimum(x, y),
    "Pow": lambda a, x, y: x ** y,
    "Log": lambda a, x: x.log(),
    "MatMul": lambda a, x, y: x @ y,
    "ReduceSum": lambda a, x, axes: x.sum(axes.tolist(), keepdim=bool(a["keepdims"])),
    "ReduceMax": lambda a, x: x.amax(a["axes"], keepdim=bool(a["keepdims"])),
    "ReduceMin": lambda a, x: x.amin(a["axes"], keepdim=bool(a["keepdims"])),
    "Transpose": lambda a, x: x.permute(a["perm"]),
    "Conv": lambda a, x, w: functional.conv2d(x, w, None, a["strides"], a["pads"][:2]),
    "BatchNormalization": lambda a, x, scale, bias, mean, var: functional.batch_norm(
        x, mean, var, scale, bias, eps=a["epsilon"]),
    "Relu": lambda a, x: x.relu(),
    "MaxPool": lambda a, x: functional.max_pool2d(x, a["kernel_shape"], a["strides"],
                                                  a["pads"][:2]),
    "GlobalAveragePool": lambda a, x: x.mean((2, 3), keepdim=True),
    "Flatten": lambda a, x: x.flatten(1),
    "Gemm": lambda a, x, w, bias: x @ w.T + bias,
    "Softmax": lambda a, x: x.softmax(a["axis"]),
}


def computed(model, waveform):
    """All values of the graph, by name."""
    values = {item.name: torch.from_numpy(onnx.numpy_helper.to_array(item).copy())
              for item in model.graph.initializer}
    values["waveform"] = torch.from_numpy(waveform)
    for node in model.graph.node:
        inputs = [values[name] for name in node.input]
        values[node.output[0]] = OPERATIONS[node.op_type](attributes_of(node), *inputs)
    return values


def waveforms():
    random = numpy.random.default_rng(1)
    time = numpy.arange(SAMPLES) / 22050
    clips = [0.1 * random.standard_normal(SAMPLES), 0.5 * numpy.sin(2 * numpy.pi * 440 * time),
             numpy.concatenate([numpy.zeros(6000), 0.9 * random.uniform(-1, 1, SAMPLES - 6000)]),
             1e-4 * random.standard_normal(SAMPLES)]
    return numpy.stack(clips).astype("float32")


class Export(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.root = Path(cls.temporary.name)
        cli_fixtures.write_fixtures(cls.root)
        (cls.root / "recipe.toml").write_text(cli_fixtures.RECIPE)
        cls.waveforms = waveforms()
        numpy.save(cls.root / "waveforms.npy", cls.waveforms)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def trained(self, name, *settings):
        run = self.root / name
        overrides = [word for setting in settings for word in ("--set", setting)]
        result = pinna("train", self.root / "recipe.toml", "--data", self.root / "dataset",
                       "--run", run, "--quiet", "--set", "training.epochs=3", *overrides)
        self.assertEqual(result.returncode, 0, result.stderr)
        return run

    def exported(self, run, file_format):
        output = self.root / f"{run.name}.{file_format}"
        result = pinna("export", run, "--format", file_format, "-o", output, "--json", "--quiet")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(json.loads(result.stdout)["bytes"], output.stat().st_size)
        return output

    def logits_of(self, model):
        output = self.root / "logits.npy"
        subprocess.run([TOOL, model, self.root / "waveforms.npy", output], check=True)
        return numpy.load(output)

    def expect_same_logits(self, run):
        path = self.exported(run, "onnx")
        model = onnx.load(str(path))
        onnx.checker.check_model(model, full_check=True)
        values = computed(model, self.waveforms)
        expected = self.logits_of(run / "model.safetensors")
        self.assertGreater(numpy.ptp(expected), 1e-2)
        self.assertLess(numpy.abs(values["logits"].numpy() - expected).max(), LARGEST_DIFFERENCE)
        sums = values["probabilities"].sum(1)
        self.assertTrue(torch.allclose(sums, torch.ones_like(sums)))
        return model

    def test_graph_computes_the_logits(self):
        model = self.expect_same_logits(self.trained("plain"))
        self.assertEqual((model.ir_version, model.opset_import[0].version), (8, 17))
        metadata = {item.key: item.value for item in model.metadata_props}
        self.assertEqual(metadata["sample_rate"], "22050")
        self.assertEqual(metadata["clip_samples"], str(SAMPLES))
        self.assertEqual(len(json.loads(metadata["labels"])), 2)

    def test_every_convention_of_levels_is_in_the_graph(self):
        self.expect_same_logits(self.trained("torchaudio", "feature.preset=torchaudio-0.13",
                                             "feature.sample_rate=22050"))
        self.expect_same_logits(self.trained("desed", "feature.preset=desed",
                                             "feature.sample_rate=22050"))
        self.expect_same_logits(self.trained("ref", "feature.ref=max", "feature.top_db=60",
                                             "feature.pad_mode=constant"))
        # Without a range of decibels a smaller amin would compare the rounding of empty bands.
        self.expect_same_logits(self.trained("ln", "feature.log=ln", "feature.amin_mode=add",
                                             "feature.amin=1e-6", "feature.center=false",
                                             "model.stem=no_pool", "model.depth=34"))

    def test_safetensors_hold_the_weights_and_their_origin(self):
        run = self.trained("weights")
        path = self.exported(run, "safetensors")
        content = path.read_bytes()
        header = json.loads(content[8:8 + struct.unpack("<Q", content[:8])[0]])
        self.assertEqual(header["__metadata__"]["name"], "tiny")
        self.assertIn("n_mels = 16", header["__metadata__"]["recipe"])
        self.assertIn("layer4.1.conv2.weight", header)
        numpy.testing.assert_array_equal(self.logits_of(path),
                                         self.logits_of(run / "model.safetensors"))

    def test_mistakes_are_named(self):
        run = self.trained("cepstra", "feature={type='mfcc', n_mels=16, n_mfcc=8}")
        for words, code, arguments in (
                ("log_mel", 2, (run, "-o", self.root / "x.onnx")),
                ("own model", 2, (run, "--format", "safetensors", "-o",
                                  run / "model.safetensors")),
                ("nowhere", 66, (self.root / "nowhere", "-o", self.root / "x.onnx"))):
            result = pinna("export", *arguments, "--quiet")
            self.assertEqual(result.returncode, code, result.stderr)
            self.assertIn(words, result.stderr)
        self.assertFalse((self.root / "x.onnx").exists())

    @unittest.skipUnless(os.environ.get("PINNA_ONNXRUNTIME"), "PINNA_ONNXRUNTIME is not set")
    def test_onnxruntime_computes_the_logits(self):
        folder = self.root / "node"
        folder.mkdir()
        (folder / "tmp").mkdir()
        subprocess.run(["npm", "install", "--silent", "--no-fund", "--no-audit",
                        "--ignore-scripts", RUNTIME_PACKAGE], cwd=folder, check=True)
        (folder / "run.js").write_text(NODE_PROGRAM)
        run = self.trained("runtime")
        path = self.exported(run, "onnx")
        self.waveforms.tofile(folder / "waveforms.raw")
        offline = ["unshare", "-n"] if shutil.which("unshare") and os.geteuid() == 0 else []
        subprocess.run([*offline, "node", "run.js", path, "waveforms.raw", "logits.raw",
                        str(len(self.waveforms)), str(SAMPLES)], cwd=folder, check=True,
                       env={**os.environ, "TMPDIR": str(folder / "tmp")})
        logits = numpy.fromfile(folder / "logits.raw", "float32").reshape(-1, 2)
        difference = numpy.abs(logits - self.logits_of(run / "model.safetensors")).max()
        print(f"onnxruntime: largest difference of a logit {difference:.2g}")
        self.assertLess(difference, LARGEST_DIFFERENCE)


if __name__ == "__main__":
    unittest.main()
