#!/usr/bin/env python3
"""Training throughput of Pinna against Python torch: same ResNet-18, batch, threads and precision.

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

INPUTS = [(1, 64, 216), (3, 128, 216)]  # channels, bins, frames
BATCH = 32
PRECISIONS = ["float32", "bfloat16"]
NUM_CLASSES = 50
WARM_UP_STEPS = 3


def run_peer(channels, bins, frames, batch, threads, precision):
    """The same protocol as train_steps.cpp."""
    import torch
    import torchvision

    torch.set_num_threads(threads)
    network = torchvision.models.resnet18(num_classes=NUM_CLASSES)
    network.conv1 = torch.nn.Conv2d(channels, 64, 7, 2, 3, bias=False)
    network = network.to(memory_format=torch.channels_last)
    size = (batch, channels, bins, frames)
    strides = (channels * bins * frames, 1, channels * frames, channels)
    inputs = torch.empty_strided(size, strides).copy_(torch.randn(size))
    classes = torch.randint(NUM_CLASSES, (batch,))
    targets = torch.nn.functional.one_hot(classes, NUM_CLASSES).float()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)

    def train_step():
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            logits = network(inputs)
        torch.nn.functional.cross_entropy(logits.float(), targets).backward()
        optimizer.step()

    def seconds_of(steps):
        start = time.perf_counter()
        for _ in range(steps):
            train_step()
        return time.perf_counter() - start

    seconds_of(WARM_UP_STEPS)
    answer_requests(seconds_of)


def compare(program, shape, threads, rounds, steps):
    def sides(precision):
        arguments = [str(value) for value in (*shape, BATCH, threads, precision)]
        return (Side([sys.executable, __file__, "--peer", *arguments]),
                Side([program, *arguments]))

    pairs = {precision: sides(precision) for precision in PRECISIONS}
    for _ in range(rounds):
        for pair in pairs.values():
            for side in pair:
                side.work(steps)
    gain = ratio(pairs["bfloat16"][1], pairs["float32"][1])
    for precision, (peer, pinna) in pairs.items():
        print_row(shape, precision, threads, peer, pinna, gain if precision == "bfloat16" else 1)
        peer.close()
        pinna.close()


def print_row(shape, precision, threads, peer, pinna, gain):
    cells = ["x".join(str(size) for size in shape), precision, threads,
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
    arguments = parser.parse_args()
    print("| input | precision | threads | torch, clips/s | Pinna, clips/s | ratio "
          "| Pinna against its float32 | torch, peak MiB | Pinna, peak MiB |")
    print("|" + "---|" * 9)
    for shape in INPUTS:
        for threads in arguments.threads:
            compare(arguments.program, shape, threads, arguments.rounds, arguments.steps)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(*map(int, sys.argv[2:7]), sys.argv[7])
    else:
        main()
