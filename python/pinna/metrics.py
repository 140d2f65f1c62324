"""Scores of clips and of sound events, with the definitions of scikit-learn and sed_eval."""

from . import _core
from ._core import classification, wilson_interval

__all__ = ["classification", "wilson_interval", "event_scores"]


def event_scores(reference, estimated, *, t_collar=0.2, percentage_of_length=0.2, time_resolution=1.0):
    """Event-based and segment-based scores as sed_eval's, and errors of what and when apart.

    reference, estimated: {recording: [(onset, offset, label), ...]}, or the list of one recording;
    times in seconds.
    """
    one = lambda table: table if isinstance(table, dict) else {"recording": table}
    return _core.event_scores(one(reference), one(estimated), t_collar, percentage_of_length, time_resolution)
