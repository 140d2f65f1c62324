#!/usr/bin/env python3
"""Training throughput of Pinna against Python torch: same ResNet-18, batch, threads and precision.

    cmake --preset release -DPINNA_BENCHMARKS=ON && cmake --build --preset release -t train_steps
    /usr/bin/python3 benchmarks/training_vs_torch/compare.py build/release/train_steps

Both sides live at the same time and train in turns, a few steps each, so that whatever else the
machine does falls on both. Printed are clips/s (median over the rounds) and the median of the
rounds' ratios; above 1 Pinna is faster. Python gets what helps it: channels-last weights and
inputs with explicit strides, gradients set to None.
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


def compare(program, shape, threads, precision, rounds, steps):
    arguments = [str(value) for value in (*shape, BATCH, threads, precision)]
    pinna = Side([program, *arguments])
    peer = Side([sys.executable, __file__, "--peer", *arguments])
    for _ in range(rounds):
        peer.work(steps)
        pinna.work(steps)
    pinna.close()
    peer.close()
    shape_text = "x".join(str(size) for size in shape)
    print(f"| {shape_text} | {precision} | {threads} | {BATCH * peer.units_per_second():.1f} "
          f"| {BATCH * pinna.units_per_second():.1f} | {ratio(pinna, peer):.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built train_steps")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--steps", type=int, default=3, help="training steps in each turn")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    print("| input | precision | threads | torch, clips/s | Pinna, clips/s | ratio |")
    print("|---|---|---|---|---|---|")
    for shape in INPUTS:
        for precision in PRECISIONS:
            for threads in arguments.threads:
                compare(arguments.program, shape, threads, precision, arguments.rounds,
                        arguments.steps)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(*map(int, sys.argv[2:7]), sys.argv[7])
    else:
        main()
