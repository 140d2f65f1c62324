"""Datasets: clips with labels, folds and sources."""

import html
import json

from . import _core
from ._core import Clip, Dataset
from ._table import Table

__all__ = ["Clip", "Dataset", "read_dataset"]


def read_dataset(root, **options):
    """The clips of a folder in ESC-50's layout, of class folders, or of a CSV table.

    options as on the command line: subset="esc10", target="major_category". Finds every file and
    decodes none. FileNotFoundError, pinna.BadData.
    """
    return _core.read_dataset(root, json.dumps(options))


def _audit(self):
    """What is wrong or worth knowing: leaks between folds, copies, silence, clipping. Decodes all clips."""
    report = self.findings()
    return Table({"severity": f["severity"], "kind": f["kind"], "finding": f["sentence"]}
                 for f in report["findings"])


def _html(self):
    folds = self.folds
    head = "".join(f"<th>{'fold ' + str(f) if f else 'clips'}</th>" for f in folds or [0])
    rows = []
    for label in self.labels:
        clips = [clip for clip in self.clips if clip.label == label]
        counts = "".join(f"<td>{sum(c.fold == f for c in clips)}</td>" for f in folds or [0])
        rows.append(f"<tr><td>{html.escape(label)}</td>{counts}</tr>")
    note = f"{len(self)} clips of {len(self.labels)} classes"
    if self.licence:
        note += f"; {html.escape(self.licence)}"
    return f"{html.escape(note) if not self.licence else note}<table><tr><th>class</th>{head}</tr>{''.join(rows)}</table>"


Dataset.audit = _audit
Dataset._repr_html_ = _html
Dataset.__repr__ = lambda self: f"Dataset({self.name!r}: {len(self)} clips, {len(self.labels)} classes)"
