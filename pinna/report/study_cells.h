// The Python of the notebook of a study. Every text is one cell; `study` is what open_study gives,
// `case` what open_inspection gives.
#pragma once

#include <string_view>

namespace pinna::report::study_cells {

inline constexpr std::string_view setup = R"python(
import textwrap

import matplotlib.pyplot as plt
import numpy as np

import pinna

plt.rcParams.update({"figure.dpi": 80, "figure.figsize": (9, 3)})
study = pinna.open_study(STUDY)
study
)python";

inline constexpr std::string_view recipe = R"python(
def settings(table, prefix=""):
    """Every setting below a table, as texts."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from settings(value, f"{prefix}{key}.")
        elif value not in ("none", ""):
            yield f"{prefix}{key} = {value}"

def show(name, texts):
    print(textwrap.fill(", ".join(texts) or "as the recipe", 110, initial_indent=f"{name:>20}  ",
                        subsequent_indent=" " * 22))

recipe = study.recipe
for name in ("feature", "model", "training"):
    show(name, settings(recipe[name]))
print()
for arm, changes in recipe.get("study", {}).get("arms", {}).items():
    show(arm, settings(changes))
)python";

inline constexpr std::string_view results = R"python(
results = [row for row in study.results if row["status"] == "done"]
titles = {"accuracy": "accuracy %", "macro_f1": "macro F1 %", "psds1": "PSDS1", "psds2": "PSDS2",
          "event_f1": "event F1 %", "segment_f1": "segment F1 %"}
measures = [m for m in titles if any(row.get(m) is not None for row in results)]
print(f"{'arm':>22}  runs" + "".join(f"{titles[m]:>15}" for m in measures))
for arm in study.arms:
    rows = [row for row in results if row["arm"] == arm]
    line = f"{arm:>22}{len(rows):>6}"
    for m in measures:
        values = [row[m] for row in rows if row.get(m) is not None]
        scale, digits = (100, 1) if titles[m].endswith("%") else (1, 3)
        cell = f"{scale * np.mean(values):.{digits}f}" if values else ""
        if len(values) > 1:
            cell += f" ±{scale * np.std(values):.{digits}f}"
        line += f"{cell:>15}"
    print(line)
)python";

inline constexpr std::string_view curves = R"python(
parts = {"train_loss": "training loss", "validation_loss": "validation loss"}
lines = {part: [] for part in parts}
for arm in study.arms:
    for row in results:
        curves = study.run(arm, row["fold"], row["seed"]).curves if row["arm"] == arm else {}
        for part in parts:
            points = [(e, v) for e, v in zip(curves.get("epoch", []), curves.get(part, [])) if v is not None]
            if points:
                lines[part].append((arm, *zip(*points)))
shown = [part for part in parts if lines[part]]
if shown:
    figure, axes = plt.subplots(1, len(shown), figsize=(5 * len(shown), 3), squeeze=False)
    for ax, part in zip(axes[0], shown):
        arms = list(dict.fromkeys(arm for arm, *_ in lines[part]))
        for arm, epochs, values in lines[part]:
            ax.plot(epochs, values, color=f"C{arms.index(arm) % 10}", linewidth=0.8)
        ax.legend([plt.Line2D([], [], color=f"C{place % 10}") for place in range(len(arms))], arms, fontsize=7)
        ax.set_xlabel("epoch"); ax.set_title(parts[part], fontsize=9)
    plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view comparisons = R"python(
study.comparisons
)python";

inline constexpr std::string_view effects = R"python(
for measure in ("psds1", "accuracy"):
    rows = sorted((c for c in study.comparisons if c["measure"] == measure), key=lambda c: c["difference"])
    if not rows:
        continue
    figure, ax = plt.subplots(figsize=(8, 0.9 + 0.28 * len(rows)))
    scale = 100 if titles[measure].endswith("%") else 1
    for place, c in enumerate(rows):
        ax.plot([scale * c["low"], scale * c["high"]], [place, place], color="black", linewidth=1)
        ax.plot(scale * c["difference"], place, "o", color="black", markersize=4)
    ax.set_yticks(range(len(rows))); ax.set_yticklabels([c["arm"] for c in rows], fontsize=8)
    ax.set_ylim(-0.6, len(rows) - 0.4); ax.axvline(0, color="0.6", linewidth=0.8)
    ax.set_xlabel(f"{titles[measure]} less that of {rows[0]['baseline']}, 95 % interval")
    plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view confusions = R"python(
def accuracy(arm):
    values = [row["accuracy"] for row in results if row["arm"] == arm and row.get("accuracy") is not None]
    return np.mean(values) if values else 0

arm = max(study.arms, key=accuracy)
predictions = [study.run(arm, row["fold"], row["seed"]).predictions for row in results if row["arm"] == arm]
labels = [label.replace("_", " ") for label in predictions[0].labels]
matrix = np.zeros((len(labels), len(labels)))
for p in predictions:
    np.add.at(matrix, (np.asarray(p.target), np.asarray(p.predicted)), 1)
percent = 100 * matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
size = 2.5 + 0.3 * min(len(labels), 30)
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
recording = case.recording.mono().resample(16000) if case.seconds > 30 else case.recording
recording
)python";

inline constexpr std::string_view lanes = R"python(
log_mel = pinna.log_mel(recording)
rows = len(case.views) + 1 + bool(case.reference)
figure, axes = plt.subplots(rows, 1, figsize=(10, 1.4 * rows), sharex=True)
axes[0].imshow(log_mel, aspect="auto", origin="lower", vmin=log_mel.max() - 80,
               extent=(0, case.seconds, 0, len(log_mel)))
axes[0].set_ylabel("mel band", fontsize=7); axes[0].set_title("log-mel", fontsize=8, loc="left")
if case.reference:
    labels = sorted({event["event_label"] for event in case.reference})
    for event in case.reference:
        axes[1].barh(labels.index(event["event_label"]), event["offset"] - event["onset"],
                     left=event["onset"], color="0.3")
    axes[1].set_yticks(range(len(labels)))
    axes[1].set_yticklabels([label.replace("_", " ") for label in labels], fontsize=7)
    axes[1].set_title("reference", fontsize=8, loc="left")
for ax, view in zip(axes[rows - len(case.views):], case.views):
    scores = view.scores
    heard = [i for i in range(len(scores.labels)) if scores.values[:, i].max() > 0.3] or [0]
    ax.imshow(scores.values[:, heard].T, aspect="auto", cmap="Greys", vmin=0, vmax=1, origin="lower",
              extent=(0, scores.values.shape[0] * scores.frame_seconds, -0.5, len(heard) - 0.5))
    ax.set_yticks(range(len(heard)))
    ax.set_yticklabels([scores.labels[i].replace("_", " ") for i in heard], fontsize=7)
    ax.set_title(f"{view.name}: {view.method}", fontsize=8, loc="left")
axes[-1].set_xlim(0, case.seconds); axes[-1].set_xlabel("time [s]"); plt.tight_layout(); plt.show()
)python";

inline constexpr std::string_view case_scores = R"python(
case.scores
)python";

inline constexpr std::string_view disagreements = R"python(
for d in case.disagreements[:20]:
    print(f"{d['onset']:7.2f} to {d['offset']:7.2f} s  {d['event_label']:>18}  "
          f"heard by {', '.join(d['heard_by'])}; not by {', '.join(d['missed_by'])}")
if len(case.disagreements) > 20:
    print(f"and {len(case.disagreements) - 20} more")
)python";

}  // namespace pinna::report::study_cells
