"""Machine hearing: sound, features, datasets, metrics, trained networks and records of Pinna.

Nothing here loads LibTorch before load_model() is called.
"""

from . import features, metrics
from ._audio import Waveform, player, read_audio, write_audio
from ._core import read_events
from ._data import Clip, Dataset, read_dataset
from ._errors import BadData
from ._models import Classifier, Detector, load_model
from ._runs import Inspection, Run, Study, open_inspection, open_run, open_study
from ._table import Table
from .features import Feature, plot

__all__ = [
    "BadData", "Classifier", "Clip", "Dataset", "Detector", "Feature", "Inspection", "Run", "Study",
    "Table", "Waveform", "features", "load_model", "log_mel", "metrics", "open_inspection", "open_run",
    "open_study", "player", "plot", "read_audio", "read_dataset", "read_events", "write_audio",
]  # fmt: skip


def log_mel(samples, sample_rate=None, *, preset=None, **options):
    """Log-mel spectrogram [n_mels, frames] in dB; features.compute("log_mel", ...)."""
    return features.compute("log_mel", samples, sample_rate, preset=preset, **options)
