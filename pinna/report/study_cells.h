// The Python of the notebook of a study. Every text is one cell; `study` is what open_study gives,
// `case` what open_inspection gives.
#pragma once

#include <string_view>

namespace pinna::report::study_cells {

inline constexpr std::string_view setup = R"python(
import json
import tomllib
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np

import pinna

plt.rcParams.update({"figure.dpi": 80, "figure.figsize": (9, 3)})
study = pinna.open_study(STUDY)
study
)python";

inline constexpr std::string_view recipe = R"python(
recipe = tomllib.loads((Path(STUDY) / "study.toml").read_text())
for table in ("feature", "model", "training"):
    settings = {key: value for key, value in recipe[table].items() if not isinstance(value, dict)}
    print(f"{table:>9}: " + ", ".join(f"{key} {value}" for key, value in settings.items() if value != "none"))
for arm, changes in recipe.get("study", {}).get("arms", {}).items():
    print(f"{arm:>20}: {json.dumps(changes)[:150] if changes else 'as above'}")
)python";

inline constexpr std::string_view results = R"python(
measures = [m for m in ("accuracy", "macro_f1", "psds1", "psds2", "event_f1", "segment_f1")
            if any(row.get(m) is not None for row in study.results)]
print(f"{'arm':>22}" + "".join(f"{m:>16}" for m in measures) + f"{'runs':>6}")
for arm in study.arms:
    rows = [row for row in study.results if row["arm"] == arm]
    cells = ""
    for m in measures:
        values = [row[m] for row in rows if row.get(m) is not None]
        cells += f"{np.mean(values):10.3f} ±{np.std(values):.3f}" if values else f"{'':>16}"
    print(f"{arm:>22}{cells}{len(rows):>6}")
)python";

inline constexpr std::string_view curves = R"python(
figure, (left, right) = plt.subplots(1, 2, figsize=(10, 3))
for place, arm in enumerate(study.arms):
    for row in study.results:
        log = Path(STUDY) / "runs" / arm / f"fold{row['fold']}-seed{row['seed']}" / "metrics.jsonl"
        if row["arm"] != arm or not log.exists():
            continue
        records = [json.loads(line) for line in log.read_text().splitlines()]
        for ax, name in ((left, "train/loss"), (right, "validation/loss")):
            points = [(r["epoch"], r["values"][name]) for r in records if name in r["values"]]
            if points:
                first = arm not in [line.get_label() for line in ax.lines]
                ax.plot(*zip(*points), color=f"C{place % 10}", linewidth=0.8, label=arm if first else None)
left.set_title("training loss", fontsize=9); right.set_title("validation loss", fontsize=9)
for ax in (left, right):
    ax.set_xlabel("epoch")
    if ax.lines: ax.legend(fontsize=6)
plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view comparisons = R"python(
study.comparisons
)python";

inline constexpr std::string_view effects = R"python(
rows = [c for c in study.comparisons if c["difference"] is not None]
primary = [c for c in rows if c.get("measure") in (None, "psds1", "accuracy")]
primary.sort(key=lambda c: (c.get("measure") or "", c["difference"]))
figure, ax = plt.subplots(figsize=(8, 0.6 + 0.3 * len(primary)))
for place, c in enumerate(primary):
    ax.plot([c["low"], c["high"]], [place, place], color="black", linewidth=1)
    ax.plot(c["difference"], place, "o", color="black", markersize=4)
ax.set_yticks(range(len(primary)))
ax.set_yticklabels([f"{c['arm']} ({c.get('measure') or 'accuracy'})" for c in primary], fontsize=8)
ax.axvline(0, color="0.6", linewidth=0.8); ax.set_xlabel("arm less baseline, 95 % interval")
plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view confusions = R"python(
arm = max((a for a in study.arms if any(r["arm"] == a and r.get("accuracy") is not None for r in study.results)),
          key=lambda a: np.mean([r["accuracy"] for r in study.results if r["arm"] == a]))
predictions = [study.run(arm, r["fold"], r["seed"]).predictions for r in study.results if r["arm"] == arm]
labels = [label.replace("_", " ") for label in predictions[0].labels]
matrix = np.zeros((len(labels), len(labels)))
for p in predictions:
    np.add.at(matrix, (np.asarray(p.target), np.asarray(p.predicted)), 1)
percent = 100 * matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
size = 2.5 + 0.32 * len(labels)
plt.figure(figsize=(size + 0.8, size))
plt.imshow(percent, cmap="Greys", vmin=0, vmax=100)
if len(labels) <= 15:
    for (row, column), value in np.ndenumerate(percent):
        if value: plt.text(column, row, f"{value:.0f}", ha="center", va="center", fontsize=7,
                           color="white" if value > 55 else "black")
plt.xticks(range(len(labels)), labels, rotation=60, ha="right", fontsize=7)
plt.yticks(range(len(labels)), labels, fontsize=7)
plt.xlabel("predicted"); plt.ylabel("true"); plt.title(f"{arm}, per cent of each class", fontsize=9)
plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view inspection = R"python(
case = pinna.open_inspection(CASE)
case
)python";

inline constexpr std::string_view recording = R"python(
case.recording
)python";

inline constexpr std::string_view lanes = R"python(
views = case.views
figure, axes = plt.subplots(len(views), 1, figsize=(10, 1.5 * len(views)), sharex=True, squeeze=False)
for ax, view in zip(axes[:, 0], views):
    scores = view.scores
    heard = [i for i in range(len(scores.labels)) if scores.values[:, i].max() > 0.3] or [0]
    ax.imshow(scores.values[:, heard].T, aspect="auto", cmap="Greys", vmin=0, vmax=1, origin="lower",
              extent=(0, scores.values.shape[0] * scores.frame_seconds, -0.5, len(heard) - 0.5))
    ax.set_yticks(range(len(heard)))
    ax.set_yticklabels([scores.labels[i].replace("_", " ") for i in heard], fontsize=7)
    ax.set_title(view.name, fontsize=8, loc="left")
axes[-1, 0].set_xlabel("time [s]"); plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view disagreements = R"python(
for d in case.disagreements[:20]:
    print(f"{d['onset']:7.2f} to {d['offset']:7.2f} s  {d['event_label']:>18}  "
          f"heard by {', '.join(d['heard_by'])}; not by {', '.join(d['missed_by'])}")
)python";

}  // namespace pinna::report::study_cells
