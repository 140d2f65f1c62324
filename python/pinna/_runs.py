"""What studies, runs and case studies left on disk, as tables."""

import html
import json
import pathlib
from types import SimpleNamespace

from . import _core
from ._audio import read_audio
from ._table import Table

__all__ = ["Study", "Run", "Inspection", "open_study", "open_run", "open_inspection"]


class Run:
    """The folder of one training run."""

    def __init__(self, path):
        self._folder = _core.RunFolder(path)

    @property
    def path(self):
        return self._folder.path

    @property
    def recipe(self):
        """The resolved recipe, as nested dictionaries."""
        return self._folder.recipe()

    @property
    def curves(self):
        """{name: [one value an epoch]}: epoch, train_loss, validation_accuracy and so on."""
        rows = self._folder.metrics()
        names = {}
        for row in rows:
            names.update(dict.fromkeys(row))
        return {name.replace("/", "_"): [row.get(name) for row in rows] for name in names}

    @property
    def scores(self):
        """The record of scores: of a classifier or, for a detector, of its events."""
        if self._folder.has_scores():
            return self._folder.scores()
        return self._folder.event_scores()

    @property
    def predictions(self):
        """Of the held-out clips: labels, clips, target, predicted, probabilities [clips, classes]."""
        return SimpleNamespace(**self._folder.predictions())

    def __repr__(self):
        return f"Run({self.path.name!r})"


def _comparison_rows(record):
    """comparisons.json as one row for each arm and measure."""
    rows = Table()

    def add(arm, baseline, measure, values, p):
        low, high = values["interval"]
        rows.append({"arm": arm["arm"], "baseline": baseline, "measure": measure,
                     "difference": values["difference"], "low": low, "high": high, "p_holm": p})  # fmt: skip

    for arm in record["event_arms"]:
        for place, (measure, values) in enumerate(arm["measures"].items()):
            add(arm, record["baseline"], measure, values, arm["holm_p"] if place == 0 else None)
    for arm in record["arms"]:
        add(arm, record["clip_baseline"], "accuracy", arm, arm["holm_p"])
    return rows


class Study:
    """The folder of a study: the same task over folds, seeds and arms."""

    def __init__(self, path):
        self._folder = _core.StudyFolder(path)

    @property
    def path(self):
        return self._folder.path

    @property
    def name(self):
        return self._folder.study().get("name", "")

    @property
    def recipe(self):
        return self._folder.study()

    @property
    def arms(self):
        return self._folder.arms()

    @property
    def results(self):
        """One row a run: arm, fold, seed, status and its measures."""
        return Table(self._folder.results())

    @property
    def comparisons(self):
        """One row for each arm and measure: difference from the baseline, its interval, Holm's p.
        FileNotFoundError before `pinna study compare`."""
        path = self._folder.comparisons_path
        if not path.exists():
            raise FileNotFoundError(f"comparisons: none yet; pinna study compare {self.path.name}")
        return _comparison_rows(json.loads(path.read_text()))

    def run(self, arm, fold, seed=1):
        return Run(self._folder.run_path(arm, int(fold), int(seed)))

    def _repr_html_(self):
        done = sum(row["status"] == "done" for row in self.results)
        arms = ", ".join(html.escape(arm) for arm in self.arms)
        return f"<b>{html.escape(self.name)}</b>: {done} runs done; arms {arms}"

    def __repr__(self):
        return f"Study({self.name!r}, {len(self.arms)} arms)"


class Inspection:
    """The case study of one recording, as `pinna inspect` left it."""

    def __init__(self, path):
        content = _core.read_inspection(path)
        record = content["record"]
        self.path = pathlib.Path(path)
        self.recording_path = content["recording"]
        self.seconds = record["seconds"]
        self.attribution = record["attribution"]
        self.reference = record["reference"]
        self.disagreements = Table(record["disagreements"])
        self.scores = Table(record["scores"])
        self.views = [
            SimpleNamespace(**{**view, "scores": SimpleNamespace(**scores)})
            for view, scores in zip(record["views"], content["scores"])
        ]

    @property
    def recording(self):
        return read_audio(self.recording_path)

    def _repr_html_(self):
        by = {key: html.escape(value) for key, value in self.attribution.items()}
        views = Table({"view": v.name, "kind": v.kind, "method": v.method, "events": len(v.events)}
                      for v in self.views)
        return (f"<b>{by['title']}</b>, {self.seconds:.1f} s; {by['author']}; "
                f"{by['licence'] or 'licence not stated'}{views._repr_html_()}")

    def __repr__(self):
        return f"Inspection({self.attribution['title']!r}, {len(self.views)} views)"


def open_study(path):
    """FileNotFoundError if there is no study."""
    return Study(path)


def open_run(path):
    """FileNotFoundError if there is no run."""
    return Run(path)


def open_inspection(path):
    """FileNotFoundError if there is no case study; pinna.BadData if it is damaged."""
    return Inspection(path)
