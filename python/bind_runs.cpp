#include "python/bind.h"

#include "pinna/events/event_file.h"
#include "pinna/runs/inspection_folder.h"
#include "pinna/runs/run_folder.h"
#include "pinna/runs/study_folder.h"

namespace pinna::python {
namespace {

using runs::Inspection;
using runs::RunFolder;
using runs::StudyFolder;

py::object results_of(const StudyFolder& study) {
  auto rows = nlohmann::ordered_json::array();
  for (const runs::RunResult& result : study.results()) {
    nlohmann::ordered_json row{
        {"arm", result.key.arm},   {"fold", result.key.fold},
        {"seed", result.key.seed}, {"status", runs::status_name(result.status)},
        {"epochs", result.epochs}, {"seconds", result.seconds}};
    for (const runs::Measure& measure : result.measures) row[measure.name] = measure.value;
    rows.push_back(std::move(row));
  }
  return python_of(rows);
}

py::object arms_of(const StudyFolder& study) {
  py::list arms;
  for (const auto& arm : study.plan().arms) arms.append(arm);
  return arms;
}

py::dict predictions_of(const RunFolder& run) {
  const metrics::ClipPredictions predictions = run.predictions();
  std::vector<int64_t> predicted;
  for (int64_t clip = 0; clip < predictions.num_clips(); ++clip)
    predicted.push_back(predictions.predicted(clip));
  py::dict table;
  table["labels"] = predictions.labels;
  table["clips"] = predictions.clips;
  table["target"] = predictions.targets;
  table["predicted"] = predicted;
  table["probabilities"] =
      array_of(predictions.probabilities, {predictions.num_clips(), predictions.num_classes()});
  return table;
}

py::object curves_of(const RunFolder& run) {
  py::list rows;
  for (const core::MetricRecord& record : run.metrics()) {
    py::dict row;
    row["epoch"] = record.epoch;
    for (const auto& [name, value] : record.values) row[py::str(name)] = value;
    rows.append(row);
  }
  return rows;
}

py::dict scores_of(const runs::ModelView& view) {
  py::dict scores;
  scores["labels"] = view.scores.labels;
  scores["frame_seconds"] = view.scores.frame_seconds;
  scores["values"] =
      array_of(view.scores.scores, {view.scores.num_frames, view.scores.num_classes()});
  return scores;
}

py::dict inspection_of(const std::filesystem::path& path) {
  const runs::InspectionFolder folder(path);
  const Inspection inspection = folder.read();
  py::dict result;
  result["record"] = python_of(runs::to_json(inspection));
  result["recording"] = folder.recording_path(inspection);
  py::list scores;
  for (const runs::ModelView& view : inspection.views) scores.append(scores_of(view));
  result["scores"] = scores;
  return result;
}

}  // namespace

void bind_runs(py::module_& module) {
  py::class_<RunFolder>(module, "RunFolder")
      .def(py::init([](const std::filesystem::path& path) { return RunFolder::open(path); }))
      .def_property_readonly("path", &RunFolder::path)
      .def_property_readonly("model_path", &RunFolder::model_path)
      .def("recipe", [](const RunFolder& run) { return python_of(core::to_json(run.recipe())); })
      .def("recipe_text", [](const RunFolder& run) { return core::to_toml(run.recipe()); })
      .def("has_scores", &RunFolder::has_scores)
      .def("has_event_scores", &RunFolder::has_event_scores)
      .def("scores", [](const RunFolder& run) { return python_of(runs::to_json(run.scores())); })
      .def("event_scores", [](const RunFolder& run) { return python_of(run.event_scores()); })
      .def("predictions", &predictions_of)
      .def("metrics", &curves_of);
  py::class_<StudyFolder>(module, "StudyFolder")
      .def(py::init([](const std::filesystem::path& path) { return StudyFolder::open(path); }))
      .def_property_readonly("path", &StudyFolder::path)
      .def_property_readonly("comparisons_path", &StudyFolder::comparisons_path)
      .def("study",
           [](const StudyFolder& study) { return python_of(core::to_json(study.study())); })
      .def("arms", &arms_of)
      .def("results", &results_of)
      .def("run_path",
           [](const StudyFolder& study, const std::string& arm, int64_t fold, uint64_t seed) {
             return study.run_path({.arm = arm, .fold = fold, .seed = seed});
           });
  module.def("read_inspection", &inspection_of, py::arg("path"));
  module.def("read_events", [](const std::filesystem::path& path) {
    py::list rows;
    for (const events::Event& event : events::read_events(path))
      rows.append(py::make_tuple(event.onset, event.offset, event.event_label));
    return rows;
  });
}

}  // namespace pinna::python
