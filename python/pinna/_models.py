"""Trained networks. LibTorch is loaded when the first one is opened."""

import contextlib
import html
import pathlib
import tempfile
from types import SimpleNamespace

import numpy

from . import _core
from ._table import Table

__all__ = ["Classifier", "Detector", "load_model"]


@contextlib.contextmanager
def _as_file(sound, sample_rate):
    """A path as it is; a Waveform or an array as a temporary file of its exact values."""
    if isinstance(sound, (str, pathlib.Path)):
        yield pathlib.Path(sound)
        return
    if not isinstance(sound, _core.Waveform):
        if sample_rate is None:
            raise ValueError("sample_rate: got none, expected the rate of the array in Hz")
        sound = _core.Waveform(numpy.ascontiguousarray(sound, dtype=numpy.float32), int(sample_rate))
    with tempfile.TemporaryDirectory(prefix="pinna-") as folder:
        path = pathlib.Path(folder) / "sound.wav"
        _core.write_float_wav(path, sound)
        yield path


class Classifier:
    """What a sound is."""

    def __init__(self, model):
        self._model = model
        self.labels = model.labels
        self.feature = model.feature
        self.clip_seconds = model.clip_seconds

    def predict(self, sound, sample_rate=None):
        """Of a file, a Waveform or an array: probabilities [classes] and the most probable label."""
        with _as_file(sound, sample_rate) as path:
            probabilities = numpy.array(self._model.probabilities(path))
        return SimpleNamespace(probabilities=probabilities, label=self.labels[int(probabilities.argmax())])

    def embed(self, sound, sample_rate=None):
        """What the last layer is given [dims], the mean over the recording's windows."""
        with _as_file(sound, sample_rate) as path:
            return self._model.embeddings(path).mean(axis=0)

    def _repr_html_(self):
        return (f"<b>Classifier</b> on {html.escape(self.feature)}, clips of {self.clip_seconds:g} s; "
                f"{len(self.labels)} classes: {html.escape(', '.join(self.labels))}")

    def __repr__(self):
        return f"Classifier({len(self.labels)} classes on {self.feature})"


class Detector:
    """What sounds, and when."""

    def __init__(self, model):
        self._model = model
        self.labels = model.labels
        self.feature = model.feature

    def predict(self, sound, sample_rate=None):
        """Of a file, a Waveform or an array: events, scores [frames, classes], frame_seconds, seconds."""
        with _as_file(sound, sample_rate) as path:
            heard = self._model.detect(path)
        heard["events"] = Table({"onset": on, "offset": off, "event_label": label}
                                for on, off, label in heard["events"])
        return SimpleNamespace(**heard)

    def _repr_html_(self):
        return (f"<b>Detector</b> on {html.escape(self.feature)}; {len(self.labels)} classes: "
                f"{html.escape(', '.join(self.labels))}")

    def __repr__(self):
        return f"Detector({len(self.labels)} classes on {self.feature})"


def load_model(run):
    """The network of a finished run: a Classifier or a Detector. FileNotFoundError, pinna.BadData."""
    from . import _torch

    folder = _core.RunFolder(run)
    kind = _torch.kind_of(folder.recipe_text())
    if kind == "windows":
        raise ValueError(f"model: {folder.path.name} asks a classifier about windows; load the run that it asks")
    if kind == "detector":
        return Detector(_torch.load_detector(folder.model_path))
    return Classifier(_torch.load_classifier(folder.model_path))
