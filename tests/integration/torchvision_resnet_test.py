#!/usr/bin/env python3
"""Pinna's ResNet and torchvision's are the same network: weights move both ways, logits agree.

    torchvision_resnet_test.py TOOL    TOOL: the program built from torchvision_resnet_tool.cpp

Exits 77 (skipped) where this interpreter has no torchvision.
"""

import json
import struct
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import numpy
    import torch
    import torchvision
except ImportError as error:
    print(f"skipped: {error}; apt install python3-torch python3-torchvision")
    sys.exit(77)

TOOL = sys.argv.pop(1)
NUMPY_TYPES = {"F32": numpy.float32, "I64": numpy.int64}


def read_safetensors(path):
    data = path.read_bytes()
    (header_size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + header_size])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + header_size + offset for offset in entry["data_offsets"])
        values = numpy.frombuffer(data[begin:end], NUMPY_TYPES[entry["dtype"]])
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def write_safetensors(path, tensors):
    header, payload = {}, bytearray()
    for name, tensor in tensors.items():
        values = tensor.contiguous().numpy()
        code = next(code for code, kind in NUMPY_TYPES.items() if values.dtype == kind)
        span = [len(payload), len(payload) + values.nbytes]
        header[name] = {"dtype": code, "shape": list(tensor.shape), "data_offsets": span}
        payload += values.tobytes()
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + payload)


def torchvision_resnet(depth, channels, classes, seed=0):
    torch.manual_seed(seed)
    network = getattr(torchvision.models, f"resnet{depth}")(num_classes=classes)
    if channels != 3:
        network.conv1 = torch.nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
    return network.eval()


class TorchvisionResNet(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.weights, self.input, self.logits = (
            Path(folder.name, name) for name in ("model.safetensors", "input.npy", "logits.npy"))

    def pinna_logits(self, depth, channels, classes, batch):
        numpy.save(self.input, batch.numpy())
        subprocess.run([TOOL, "logits", str(depth), str(channels), str(classes), self.weights,
                        self.input, self.logits], check=True)
        return torch.from_numpy(numpy.load(self.logits))

    def assert_same_logits(self, network, depth, channels, classes, batch):
        with torch.no_grad():
            expected = network(batch)
        actual = self.pinna_logits(depth, channels, classes, batch)
        error = ((actual - expected).abs().max() / expected.abs().max()).item()
        self.assertLess(error, 1e-4)

    def test_torchvision_loads_pinnas_weights_strictly(self):
        for depth, channels, classes in ((18, 1, 10), (34, 3, 50)):
            with self.subTest(depth=depth):
                subprocess.run([TOOL, "make", str(depth), str(channels), str(classes), "3",
                                self.weights], check=True)
                network = torchvision_resnet(depth, channels, classes)
                network.load_state_dict(read_safetensors(self.weights), strict=True)
                batch = torch.randn(2, channels, 64, 216)
                self.assert_same_logits(network, depth, channels, classes, batch)

    def test_pinna_loads_torchvisions_weights(self):
        for depth, channels, classes in ((18, 3, 1000), (34, 1, 10)):
            with self.subTest(depth=depth):
                network = torchvision_resnet(depth, channels, classes)
                network.train()
                network(torch.randn(4, channels, 48, 80))  # running statistics leave their start
                write_safetensors(self.weights, network.eval().state_dict())
                batch = torch.randn(3, channels, 128, 201)
                self.assert_same_logits(network, depth, channels, classes, batch)

    def test_same_seed_gives_torchvisions_initial_weights(self):
        subprocess.run([TOOL, "make", "18", "3", "50", "7", self.weights], check=True)
        pinna, expected = read_safetensors(self.weights), torchvision_resnet(18, 3, 50, seed=7)
        for name, tensor in expected.state_dict().items():
            self.assertTrue(torch.equal(pinna[name], tensor), name)


if __name__ == "__main__":
    unittest.main()
