// pinna predict: what a trained run says about any recordings.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>
#include <string>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/option_values.h"
#include "apps/cli/torch/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/core/text_table.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/detect_recording.h"
#include "pinna/evaluation/detector.h"
#include "pinna/evaluation/predict_clips.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/events/event_file.h"
#include "pinna/events/event_table.h"
#include "pinna/events/score_table.h"
#include "pinna/models/compat.h"
#include "pinna/runs/run_folder.h"
#include "pinna/study/recipe.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string run;
  std::vector<std::string> files;
  int64_t top = 3;
  events::EventFormat format = events::EventFormat::tsv;
  fs::path output;
  bool scores = false;
};

/// Classes from the most to the least probable.
std::vector<size_t> ranking(const std::vector<double>& probabilities) {
  std::vector<size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return probabilities[a] > probabilities[b]; });
  return order;
}

void classify(const Arguments& arguments, const fs::path& model, Console& console) {
  const evaluation::Classifier classifier = evaluation::load_classifier(model);
  const auto predictions =
      evaluation::predict_recordings(classifier, {arguments.files.begin(), arguments.files.end()});

  using core::Align;
  core::TextTable table(
      {{"file"}, {"windows", Align::right}, {"class"}, {"probability", Align::right}});
  auto rows = nlohmann::ordered_json::array();
  for (const auto& prediction : predictions) {
    nlohmann::ordered_json row{{"file", prediction.file.string()},
                               {"windows", prediction.num_windows},
                               {"classes", nlohmann::ordered_json::array()}};
    const std::vector<size_t> order = ranking(prediction.probabilities);
    const size_t shown = std::min(order.size(), static_cast<size_t>(arguments.top));
    for (size_t rank = 0; rank < shown; ++rank) {
      const std::string& label = classifier.labels[order[rank]];
      const double probability = prediction.probabilities[order[rank]];
      row["classes"].push_back({{"label", label}, {"probability", probability}});
      table.add_row({rank == 0 ? prediction.file.string() : "",
                     rank == 0 ? std::to_string(prediction.num_windows) : "", label,
                     fmt::format("{:.3f}", probability)});
    }
    rows.push_back(std::move(row));
  }
  console.report("predictions", {{"run", arguments.run}, {"files", rows}}, table.to_string());
}

nlohmann::ordered_json json_of(const evaluation::RecordingEvents& recording) {
  auto list = nlohmann::ordered_json::array();
  for (const events::Event& event : recording.events)
    list.push_back({{"onset", events::to_microseconds(event.onset)},
                    {"offset", events::to_microseconds(event.offset)},
                    {"event_label", event.event_label}});
  return {{"file", recording.file.string()},
          {"seconds", recording.seconds},
          {"events", std::move(list)}};
}

/// Into the folder of the output, named as the recording.
void write_files(const Arguments& arguments, const evaluation::RecordingEvents& recording) {
  const std::string stem = recording.file.stem().string();
  core::write_file_atomically(
      arguments.output / (stem + std::string(events::extension_of(arguments.format))),
      events::to_text(recording.events, recording.seconds, arguments.format));
  if (!arguments.scores) return;
  core::make_folder(arguments.output / "scores");
  core::write_file_atomically(arguments.output / "scores" / (stem + ".tsv"),
                              events::to_tsv(recording.scores));
}

/// `detector`: anything that detect_recording() takes.
template <class AnyDetector>
void detect(const Arguments& arguments, const AnyDetector& detector, Console& console) {
  if (!arguments.output.empty()) core::make_folder(arguments.output);
  events::EventTable table;
  auto rows = nlohmann::ordered_json::array();
  for (const std::string& file : arguments.files) {
    const evaluation::RecordingEvents found = evaluation::detect_recording(detector, file);
    rows.push_back(json_of(found));
    table[file] = found.events;
    if (!arguments.output.empty()) write_files(arguments, found);
  }
  console.report("events", {{"run", arguments.run}, {"files", rows}}, events::to_tsv(table));
}

void predict(const Arguments& arguments, Console& console) {
  models::use_threads(core::num_processors());
  const runs::RunFolder run = runs::RunFolder::open(arguments.run);
  const study::Recipe recipe = study::parse_recipe(run.recipe());
  if (study::asks_windows(recipe)) {
    detect(arguments, evaluation::load_window_detector(run.model_path()), console);
  } else if (study::detects_events(recipe)) {
    detect(arguments, evaluation::load_detector(run.model_path()), console);
  } else {
    classify(arguments, run.model_path(), console);
  }
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("RUN", arguments->run, "folder of a finished run")->required();
  app.add_option("FILE", arguments->files, "recordings of any length")->required();
  app.add_option("--top", arguments->top, "classes shown for each file")
      ->check(CLI::PositiveNumber);
  app.add_option("-o,--output", arguments->output,
                 "of a run that detects events: a folder for a file of events of each recording")
      ->type_name("DIR");
  add_word_option(app, "--format", arguments->format, "of these files")->needs("--output");
  app.add_flag("--scores", arguments->scores,
               "and below scores/ a table of the frame scores of each recording")
      ->needs("--output");
  return [arguments](Console& console) { predict(*arguments, console); };
}

}  // namespace

Command predict_command() {
  return {network_command("predict"), configure};
}

}  // namespace pinna::cli
