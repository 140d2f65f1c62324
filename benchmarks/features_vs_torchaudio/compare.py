#!/usr/bin/env python3
"""Features of clips in memory: Pinna against torchaudio, in turns.

    cmake --preset release -DPINNA_BENCHMARKS=ON && cmake --build --preset release -t compute_clips
    /usr/bin/python3 benchmarks/features_vs_torchaudio/compare.py build/release/compute_clips

Clips are 5 s of noise at 22.05 kHz, hop 512, 128 mel bands. torchaudio goes clip by clip, which is
faster than batches. Its stack is that of its transforms, each with a spectrogram of its own; "shared by
hand" is a rewritten one with one spectrogram and one log-mel for all three. The table gives
medians over the rounds in clips/s and the median of the rounds' ratios. The last part gives the
scaling with threads, the arithmetic of log-mel and which share of the processor's multiply-adds it
uses.
"""

import argparse
import math
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from turns import Side, answer_requests, ratio  # noqa: E402

SAMPLE_RATE = 22050
NUM_SAMPLES = 5 * SAMPLE_RATE
HOP = 512
COMMON = "preset = 'torchaudio-0.13'\nsample_rate = 22050\nhop_length = 512\nn_mels = 128\n"
STACK = "log_mel+mfcc+chroma"
SHARED_STACK = STACK + ", shared by hand"
WORK = {
    "log_mel": "type = 'log_mel'\ntop_db = 80\n" + COMMON,
    "mfcc": "type = 'mfcc'\nn_mfcc = 40\n" + COMMON,
    STACK: None,
    SHARED_STACK: None,
}


def stack_toml(n_fft):
    spectrum = f"n_fft = {n_fft}, hop_length = 512, sample_rate = 22050"
    channels = ", ".join([
        f"{{ type = 'log_mel', n_mels = 128, {spectrum} }}",
        f"{{ type = 'mfcc', n_mels = 128, n_mfcc = 40, {spectrum} }}",
        f"{{ type = 'chroma_stft', tuning = 0.0, {spectrum} }}"])
    return f"type = 'stack'\nfit = 'pad'\nchannels = [{channels}]\n"


def pinna_toml(work, n_fft):
    return f"{WORK[work]}n_fft = {n_fft}\n" if WORK[work] else stack_toml(n_fft)


def run_peer(work, n_fft, threads):
    import torch
    import torchaudio.transforms as T

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    spectrogram = T.Spectrogram(n_fft=n_fft, hop_length=HOP)
    mel_scale = T.MelScale(n_mels=128, sample_rate=SAMPLE_RATE, n_stft=n_fft // 2 + 1)
    decibels = T.AmplitudeToDB(top_db=80)
    mfcc = T.MFCC(SAMPLE_RATE, n_mfcc=40,
                  melkwargs={"n_fft": n_fft, "hop_length": HOP, "n_mels": 128})
    chroma_bank = torch.rand(12, n_fft // 2 + 1)

    def log_mel(clip):
        return decibels(mel_scale(spectrogram(clip)))

    def stack(clip):
        return stacked(log_mel(clip), mfcc(clip), chroma_bank @ spectrogram(clip))

    def shared_stack(clip):
        power = spectrogram(clip)
        level = decibels(mel_scale(power))
        return stacked(level, mfcc.dct_mat.T @ level, chroma_bank @ power)

    def stacked(level, cepstrum, chroma):
        channels = torch.zeros(3, 128, level.shape[1])
        channels[0], channels[1, :40] = level, cepstrum
        channels[2, :12] = chroma / chroma.amax(0, keepdim=True)
        return channels

    compute = {"log_mel": log_mel, "mfcc": mfcc, STACK: stack, SHARED_STACK: shared_stack}[work]
    clips = torch.rand(16, NUM_SAMPLES) - 0.5

    def seconds_of(count):
        start = time.perf_counter()
        for index in range(count):
            compute(clips[index % 16])
        return time.perf_counter() - start

    seconds_of(32)
    answer_requests(seconds_of)


def peer(work, n_fft):
    # The settings that protect old BLAS versions slow torch down.
    environment = {key: value for key, value in os.environ.items()
                   if key not in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")}
    return Side([sys.executable, __file__, "--peer", work, str(n_fft), "1"], environment)


def compare(program, works, n_fft, rounds):
    """One Pinna feature against one or more ways to compute it in Python, in the same rounds."""
    pinna = Side([program, pinna_toml(works[0], n_fft), "1"])
    others = [peer(work, n_fft) for work in works]
    for _ in range(rounds):
        for other in others:
            other.work(100)
        pinna.work(800)
    pinna.close()
    for work, other in zip(works, others):
        other.close()
        print(f"| {work} | {n_fft} | {other.units_per_second():.0f} | {pinna.units_per_second():.0f} "
              f"| {ratio(pinna, other):.1f} |", flush=True)


def scaling(program, work, n_fft, rounds):
    one = Side([program, pinna_toml(work, n_fft), "1"])
    two = Side([program, pinna_toml(work, n_fft), "2"])
    for _ in range(rounds):
        one.work(2000)
        two.work(4000)
    one.close()
    two.close()
    print(f"two threads, {work}, n_fft {n_fft}: {ratio(two, one):.2f} times one", flush=True)


def flops_of_log_mel(n_fft):
    """Window, real FFT (2.5 N log2 N), power, mel bank (every bin in two bands), logarithm (25)."""
    bins = n_fft // 2 + 1
    frame = n_fft + 2.5 * n_fft * math.log2(n_fft) + 3 * bins + 4 * bins + 25 * 128
    return frame * (1 + NUM_SAMPLES // HOP)


def distance_to_limit(program, n_fft, rounds):
    feature = Side([program, pinna_toml("log_mel", n_fft), "1"])
    limit = Side([program, "multiply-adds", "1"])
    for _ in range(rounds):
        feature.work(800)
        limit.work(400)
    feature.close()
    limit.close()
    peak = 2 * 2**24 * limit.units_per_second()
    used = flops_of_log_mel(n_fft) * feature.units_per_second()
    print(f"log_mel, n_fft {n_fft}: {used / 1e9:.0f} GFLOP/s, {100 * used / peak:.0f} % of "
          f"{peak / 1e9:.0f} GFLOP/s in multiply-adds", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the built compute_clips")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    print("| feature | n_fft | torchaudio, clips/s | Pinna, clips/s | ratio |")
    print("|---|---|---|---|---|")
    for works in (("log_mel",), ("mfcc",), (STACK, SHARED_STACK)):
        for n_fft in (1024, 2048):
            compare(arguments.program, works, n_fft, arguments.rounds)
    for work in ("log_mel", "mfcc", STACK):
        scaling(arguments.program, work, 2048, arguments.rounds)
    for n_fft in (1024, 2048):
        distance_to_limit(arguments.program, n_fft, arguments.rounds)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
