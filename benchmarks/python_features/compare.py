#!/usr/bin/python3
"""Log-mel from Python: this module against torchaudio, on one thread, in one run.

    PYTHONPATH=build/release/python benchmarks/python_features/compare.py
"""

import timeit

import numpy
import torch
import torchaudio

import pinna

RATE, SECONDS = 22050, 5


def milliseconds(work):
    work()
    return min(timeit.repeat(work, number=10, repeat=9)) / 10 * 1000


def main():
    torch.set_num_threads(1)
    samples = numpy.random.default_rng(0).normal(0, 0.1, SECONDS * RATE).astype(numpy.float32)
    ours = pinna.Feature("log_mel", sample_rate=RATE, preset="librosa-0.11", n_mels=128)
    mel = torchaudio.transforms.MelSpectrogram(RATE, n_fft=2048, hop_length=512, n_mels=128, mel_scale="slaney", norm="slaney")
    decibels = torchaudio.transforms.AmplitudeToDB(top_db=80)
    tensor = torch.from_numpy(samples)
    mine, theirs = milliseconds(lambda: ours(samples)), milliseconds(lambda: decibels(mel(tensor)))
    print(f"log-mel of {SECONDS} s at {RATE} Hz, 128 bands: pinna {mine:.2f} ms, torchaudio {theirs:.2f} ms, ratio {theirs / mine:.1f}")


if __name__ == "__main__":
    main()
