"""Features of sound: waveform in, [bins, frames] out, with the conventions of torchaudio and librosa."""

import json

import numpy

from . import _core
from ._table import Table

__all__ = ["Feature", "compute", "list", "presets", "explain", "plot", "Picture"]


def _mono(samples):
    """float32 [time] without copying where it is that already: NumPy arrays, torch tensors on the
    processor (through __array__), waveforms of one channel."""
    if isinstance(samples, _core.Waveform):
        samples = samples.mono().samples[0]
    return numpy.ascontiguousarray(samples, dtype=numpy.float32)


class Feature:
    """One feature with all its settings, ready to compute: feature(samples) -> float32 [bins, frames].

    name: one of pinna.features.list(). sample_rate: of the samples [Hz]. preset: where settings
    start, see pinna.features.presets(name). options: single settings over it, such as n_mels=64.
    ValueError names an unknown or impossible setting and suggests the nearest.
    """

    def __init__(self, name, *, sample_rate=None, preset=None, **options):
        self.name = name
        self.options = dict(options)
        if preset is not None:
            self.options["preset"] = preset
        if sample_rate is not None:
            self.options["sample_rate"] = int(sample_rate)
        self._feature = _core.Feature(name, json.dumps(self.options))

    @property
    def sample_rate(self):
        """The rate that samples must have [Hz]."""
        return self._feature.sample_rate

    def __call__(self, samples):
        if isinstance(samples, _core.Waveform) and samples.sample_rate != self.sample_rate:
            samples = samples.mono().resample(self.sample_rate)
        return self._feature.compute(_mono(samples))

    def explain(self):
        """Every setting, its value and where that comes from."""
        return Table(json.loads(json.dumps(_core.explain_feature(self.name, json.dumps(self.options)))))

    def __repr__(self):
        words = ", ".join(f"{key}={value!r}" for key, value in self.options.items())
        return f"Feature({self.name!r}{', ' if words else ''}{words})"


def compute(name, samples, sample_rate=None, *, preset=None, **options):
    """Feature(name, ...)(samples) for once. A Waveform knows its rate; arrays need sample_rate."""
    if sample_rate is None:
        if not isinstance(samples, _core.Waveform):
            raise ValueError("sample_rate: got none, expected the rate of the array in Hz")
        sample_rate = samples.sample_rate
    return Feature(name, sample_rate=sample_rate, preset=preset, **options)(samples)


def list():
    """The names of all features."""
    return [row["name"] for row in _core.describe_features()]


def presets(name):
    """The presets of a feature."""
    for row in _core.describe_features():
        if row["name"] == name:
            return row["presets"]
    raise ValueError(f"feature: got {name!r}, expected one of {', '.join(list())}")


def explain(name, *, preset=None, **options):
    """Every setting of a feature, its value and where that comes from."""
    return Feature(name, preset=preset, **options).explain()


class Picture:
    """A drawing as PNG, shown by notebooks."""

    def __init__(self, png):
        self.png = png

    def save(self, path):
        with open(path, "wb") as file:
            file.write(self.png)

    def _repr_png_(self):
        return self.png


def plot(features, waveform):
    """Features of one recording above one another on one time axis, drawn by gnuplot."""
    features = features if isinstance(features, (tuple, type([]))) else [features]
    rates = {feature.sample_rate for feature in features}
    if len(rates) != 1:
        raise ValueError(f"sample rates: got {sorted(rates)}, expected one for all features")
    mono = waveform.mono().resample(rates.pop())
    return Picture(_core.feature_picture([f._feature for f in features], mono.samples[0],
                                         [f.name for f in features]))
