#!/usr/bin/env python3
"""A folder of clips to log-mel features on disk: `pinna features extract` against soundfile + torchaudio.

    /usr/bin/python3 benchmarks/files_to_features/compare.py build/release/pinna FOLDER

FOLDER is in ESC-50's layout. Whole processes, start to end, in turns: decode, mix to mono, resample to
22.05 kHz, log-mel of 128 bands, write. Python gets what helps it: one resampling kernel for all clips,
clips one by one (in cache), and where threads are given one thread each in as many processes as Pinna
has threads. The first row has both as they come: Pinna takes every processor, a Python loop one.
Printed are median seconds and the median of the rounds' ratios; above 1 Pinna is faster. The last
lines say what decoding alone takes of the Python side: both sides use libvorbis.
"""

import argparse
import multiprocessing
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RATE, N_FFT, HOP, N_MELS, SECONDS = 22050, 1024, 512, 128, 5
RECIPE = f"""
[input]
trim = "none"
fit = "pad"
[feature]
type = "log_mel"
preset = "librosa-0.11"
sample_rate = {RATE}
n_fft = {N_FFT}
hop_length = {HOP}
n_mels = {N_MELS}
"""


class Peer:
    """soundfile + torchaudio in one process on one thread."""

    def __init__(self):
        import torch
        import torchaudio

        torch.set_num_threads(1)
        self.resample = torchaudio.transforms.Resample(44100, RATE)
        self.mel = torchaudio.transforms.MelSpectrogram(
            RATE, n_fft=N_FFT, hop_length=HOP, n_mels=N_MELS, norm="slaney", mel_scale="slaney",
            pad_mode="constant")
        self.decibels = torchaudio.transforms.AmplitudeToDB("power", top_db=80)

    def extract(self, paths, folder):
        import numpy
        import soundfile
        import torch

        for path in paths:
            samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
            assert rate == 44100, rate
            waveform = torch.zeros(SECONDS * rate)
            mono = torch.from_numpy(samples.mean(axis=1))[: len(waveform)]
            waveform[: len(mono)] = mono
            features = self.decibels(self.mel(self.resample(waveform)))
            numpy.save(folder / (path.stem + ".npy"), features.numpy())


def work(paths, folder):
    Peer().extract(paths, folder)


def run_peer(root, folder, threads):
    paths = sorted((root / "audio").iterdir())
    if threads == 1:
        return work(paths, folder)
    workers = [multiprocessing.Process(target=work, args=(paths[k::threads], folder)) for k in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
        assert worker.exitcode == 0


def seconds_of(command):
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    environment.pop("PINNA_CACHE", None)
    start = time.perf_counter()
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def decoding_seconds(root):
    import soundfile

    start = time.perf_counter()
    for path in sorted((root / "audio").iterdir()):
        soundfile.read(path, dtype="float32")
    return time.perf_counter() - start


def mean_differences(folder):
    """Of each clip in dB. The resamplers differ: torchaudio's short filter lets more alias."""
    import io
    import tarfile

    import numpy

    differences = []
    for shard in sorted((folder / "pinna").glob("*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                if member.name.endswith(".npy"):
                    ours = numpy.load(io.BytesIO(archive.extractfile(member).read()))
                    theirs = numpy.load(folder / "peer" / member.name)
                    differences.append(float(numpy.abs(ours - theirs)[:120].mean()))
    return differences


def compare(arguments, threads, folder):
    """threads None: as they come."""
    ours, theirs = [], []
    for _ in range(arguments.rounds):
        for name in ("pinna", "peer"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "peer").mkdir()
        theirs.append(seconds_of([sys.executable, __file__, "--peer", arguments.root, folder / "peer", threads or 1]))
        jobs = ["--jobs", threads] if threads else []
        ours.append(seconds_of([arguments.program, "features", "extract", arguments.root, folder / "recipe.toml",
                                "-o", folder / "pinna", "--quiet", *jobs]))
    ratio = statistics.median(b / a for a, b in zip(ours, theirs))
    print(f"| {threads or 'as they come'} | {statistics.median(theirs):.2f} | {statistics.median(ours):.2f} | {ratio:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "recipe.toml").write_text(RECIPE)
        print("| threads | soundfile + torchaudio, s | Pinna, s | ratio |\n|---|---|---|---|")
        for threads in [None, *arguments.threads]:
            compare(arguments, threads, folder)
        print(f"decoding alone, soundfile on one thread: {decoding_seconds(arguments.root):.2f} s")
        differences = mean_differences(folder)
        print(f"mean difference of a clip: median {statistics.median(differences):.2f} dB, "
              f"largest {max(differences):.2f} dB")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        run_peer(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), int(sys.argv[4]))
    else:
        main()
