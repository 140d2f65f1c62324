#!/usr/bin/env python3
"""Training throughput of Pinna against Python torch: same network, batch, threads and precision.

    cmake --preset release -DPINNA_BENCHMARKS=ON && cmake --build --preset release -t train_steps
    /usr/bin/python3 benchmarks/training_vs_torch/compare.py build/release/train_steps

Pinna and Python, each in float32 and in bfloat16, live at the same time and train in turns, a few
steps each, so that whatever else the machine does falls on all. Printed are clips/s (median over
the rounds), the median of the rounds' ratios (above 1 Pinna is faster), how much faster Pinna is in
bfloat16 than in float32, and the most memory that each process held. Python gets what helps it:
channels-last weights and inputs with explicit strides, gradients set to None.
"""

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from turns import Side, answer_requests, ratio  # noqa: E402

# Network; channels, bins, frames
CASES = [("resnet", (1, 64, 216)), ("resnet", (3, 128, 216)), ("crnn", (1, 64, 312))]
BATCH = 32
PRECISIONS = ["float32", "bfloat16"]
WARM_UP_STEPS = 3


def make_resnet(torch, channels, batch, frames):
    """torchvision's ResNet-18, and its loss on targets that never change."""
    import torchvision

    num_classes = 50
    network = torchvision.models.resnet18(num_classes=num_classes)
    network.conv1 = torch.nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
    targets = torch.nn.functional.one_hot(torch.arange(batch) % num_classes, num_classes).float()
    return network, lambda logits: torch.nn.functional.cross_entropy(logits.float(), targets)


def make_crnn(torch, channels, batch, frames):
    """The CRNN of recipes/esc10-events-quick.toml, and its loss on frames and scenes."""
    nn = torch.nn
    num_classes, dropout, score_frames = 10, 0.3, 2

    class GatedLinearUnit(nn.Module):
        def __init__(self, size):
            super().__init__()
            self.linear = nn.Conv2d(size, size, 1)

        def forward(self, x):
            return self.linear(x) * torch.sigmoid(x)

    class Crnn(nn.Module):
        def __init__(self):
            super().__init__()
            layers, last = [], channels
            for i, size in enumerate([16, 32, 64, 128, 128, 128]):
                pool = (2, score_frames if i == 0 else 1)
                layers += [nn.Conv2d(last, size, 3, padding=1), nn.BatchNorm2d(size, 1e-3, 0.01),
                           GatedLinearUnit(size), nn.Dropout(dropout), nn.AvgPool2d(pool)]
                last = size
            self.blocks = nn.Sequential(*layers)
            self.rnn = nn.GRU(last, 128, 2, batch_first=True, bidirectional=True, dropout=dropout)
            self.dropout = nn.Dropout(dropout)
            self.strong = nn.Linear(256, num_classes)
            self.attention = nn.Linear(256, num_classes)

        def forward(self, x):
            x = self.blocks(x).mean(2).transpose(1, 2)
            x = self.dropout(self.rnn(x)[0])
            return self.strong(x), self.attention(x)

    targets = torch.zeros(batch * (frames // score_frames) * num_classes)
    targets[::7] = 1
    targets = targets.view(batch, frames // score_frames, num_classes)

    def loss(answers):
        logits, attention = answers[0].float(), torch.softmax(answers[1].float(), 2)
        attention = attention.clamp(1e-7, 1)
        weak = (torch.sigmoid(logits) * attention).sum(1) / attention.sum(1)
        functional = nn.functional
        return functional.binary_cross_entropy_with_logits(logits, targets) + 0.5 * (
            functional.binary_cross_entropy(weak.clamp(1e-7, 1 - 1e-7), targets.amax(1)))

    return Crnn(), loss


def run_peer(kind, channels, bins, frames, batch, threads, precision):
    """The same protocol as train_steps.cpp."""
    import torch

    torch.set_num_threads(threads)
    make = {"resnet": make_resnet, "crnn": make_crnn}[kind]
    network, loss_of = make(torch, channels, batch, frames)
    network = network.to(memory_format=torch.channels_last)
    size = (batch, channels, bins, frames)
    strides = (channels * bins * frames, 1, channels * frames, channels)
    inputs = torch.empty_strided(size, strides).copy_(torch.randn(size))
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)

    def train_step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            answers = network(inputs)
        loss_of(answers).backward()
        optimizer.step()

    def seconds_of(steps):
        start = time.perf_counter()
        for _ in range(steps):
            train_step()
        return time.perf_counter() - start

    seconds_of(WARM_UP_STEPS)
    answer_requests(seconds_of)


def compare(program, kind, shape, threads, rounds, steps):
    def sides(precision):
        arguments = [str(value) for value in (kind, *shape, BATCH, threads, precision)]
        return (Side([sys.executable, __file__, "--peer", *arguments]),
                Side([program, *arguments]))

    pairs = {precision: sides(precision) for precision in PRECISIONS}
    for _ in range(rounds):
        for pair in pairs.values():
            for side in pair:
                side.work(steps)
    gain = ratio(pairs["bfloat16"][1], pairs["float32"][1])
    for precision, (peer, pinna) in pairs.items():
        print_row(kind, shape, precision, threads, peer, pinna, gain if precision == "bfloat16" else 1)
        peer.close()
        pinna.close()


def print_row(kind, shape, precision, threads, peer, pinna, gain):
    cells = [kind, "x".join(str(size) for size in shape), precision, threads,
             *(f"{BATCH * side.units_per_second():.1f}" for side in (peer, pinna)),
             f"{ratio(pinna, peer):.2f}", f"{gain:.2f}",
             *(f"{side.peak_memory_mib():.0f}" for side in (peer, pinna))]
    print("|", " | ".join(str(cell) for cell in cells), "|", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built train_steps")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--steps", type=int, default=3, help="training steps in each turn")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--networks", nargs="+", default=["resnet", "crnn"])
    arguments = parser.parse_args()
    print("| network | input | precision | threads | torch, clips/s | Pinna, clips/s | ratio "
          "| Pinna against its float32 | torch, peak MiB | Pinna, peak MiB |")
    print("|" + "---|" * 10)
    for kind, shape in CASES:
        if kind not in arguments.networks:
            continue
        for threads in arguments.threads:
            compare(arguments.program, kind, shape, threads, arguments.rounds, arguments.steps)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(sys.argv[2], *map(int, sys.argv[3:8]), sys.argv[8])
    else:
        main()
