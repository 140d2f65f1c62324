// pinna._torch: trained networks. Loaded when the first one is opened.
#include "python/bind.h"
#include "python/errors.h"

#include "pinna/audio/encode.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/data/clip_table.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/embed_clips.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/evaluation/recording_windows.h"
#include "pinna/features/feature_options.h"
#include "pinna/study/recipe.h"

namespace pinna::python {
namespace {

using evaluation::Classifier;
using evaluation::Detector;
namespace fs = std::filesystem;

std::vector<double> probabilities(const Classifier& classifier, const fs::path& file) {
  py::gil_scoped_release release;
  return evaluation::predict_recordings(classifier, {file}).front().probabilities;
}

/// [windows, dims] of the consecutive windows of a recording.
FloatArray embeddings(const Classifier& classifier, const fs::path& file) {
  evaluation::Embeddings found;
  int64_t windows = 0;
  {
    py::gil_scoped_release release;
    const evaluation::RecordingWindows parts = evaluation::recording_windows(classifier, {file});
    std::vector<int64_t> all;
    for (int64_t i = 0; i < parts.table.num_clips(); ++i) all.push_back(i);
    found = evaluation::embed_clips(classifier, parts.table, all);
    windows = parts.table.num_clips();
  }
  const py::ssize_t dims = found.dims;
  return array_of(std::move(found.values), {windows, dims});
}

py::dict detect(const Detector& detector, const fs::path& file) {
  evaluation::RecordingEvents heard;
  {
    py::gil_scoped_release release;
    heard = evaluation::detect_recording(detector, file);
  }
  py::list events;
  for (const events::Event& event : heard.events)
    events.append(py::make_tuple(event.onset, event.offset, event.event_label));
  py::dict result;
  result["seconds"] = heard.seconds;
  result["events"] = events;
  result["frame_seconds"] = heard.scores.frame_seconds;
  const py::ssize_t frames = heard.scores.num_frames, classes = heard.scores.num_classes();
  result["scores"] = array_of(std::move(heard.scores.scores), {frames, classes});
  return result;
}

std::string feature_name(const features::FeatureOptions& feature) {
  return std::visit([](const auto& chosen) { return std::string(chosen.type_name); }, feature);
}

/// "classifier", "detector" or "windows": what the recipe's run holds.
std::string kind_of(const std::string& recipe) {
  const study::Recipe parsed = study::parse_recipe(core::parse_toml(recipe, "recipe"));
  if (study::asks_windows(parsed)) return "windows";
  return study::detects_events(parsed) ? "detector" : "classifier";
}

}  // namespace
}  // namespace pinna::python

PYBIND11_MODULE(_torch, module) {
  using namespace pinna::python;
  module.doc() = "Trained networks of Pinna, on LibTorch.";
  register_errors();
  py::class_<Classifier>(module, "Classifier")
      .def_readonly("labels", &Classifier::labels)
      .def_readonly("epoch", &Classifier::epoch)
      .def_property_readonly("clip_seconds",
                             [](const Classifier& c) { return c.input.clip_seconds; })
      .def_property_readonly("feature", [](const Classifier& c) { return feature_name(c.feature); })
      .def("probabilities", &probabilities)
      .def("embeddings", &embeddings);
  py::class_<Detector>(module, "Detector")
      .def_readonly("labels", &Detector::labels)
      .def_readonly("epoch", &Detector::epoch)
      .def_property_readonly("feature", [](const Detector& d) { return feature_name(d.feature); })
      .def("detect", &detect);
  module.def("load_classifier", &pinna::evaluation::load_classifier,
             py::call_guard<py::gil_scoped_release>());
  module.def("load_detector", &pinna::evaluation::load_detector,
             py::call_guard<py::gil_scoped_release>());
  module.def("kind_of", &kind_of);
}
