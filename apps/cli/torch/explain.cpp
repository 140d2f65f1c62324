// pinna runs explain: where in a sound a run's network finds what speaks for a class.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/network_program.h"
#include "apps/cli/torch/commands.h"
#include "apps/cli/torch/run_data.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/parallel.h"
#include "pinna/core/text_table.h"
#include "pinna/evaluation/classifier.h"
#include "pinna/evaluation/grad_cam.h"
#include "pinna/evaluation/recording_windows.h"
#include "pinna/models/compat.h"
#include "pinna/report/evidence_figure.h"
#include "pinna/report/worst_errors.h"
#include "pinna/runs/run_folder.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::string run;
  std::vector<std::string> clips;
  std::string block = evaluation::default_block;
  std::string label;
  int64_t worst = 20;
  fs::path output;
};

/// A clip that is to be explained.
struct Subject {
  std::string name;   ///< in figures and tables; the figure's file is called after it
  std::string truth;  ///< empty if it is not known
  std::string part;   ///< "held out", "trained on" or "recording"
};

struct Subjects {
  data::ClipTable table;
  std::vector<int64_t> indices;
  std::vector<Subject> names;
};

Subjects subjects_from_data(const runs::RunFolder& run, const std::vector<std::string>& ids) {
  RunData data = read_run_data(run);
  Subjects subjects{.table = std::move(data.table), .indices = {}, .names = {}};
  subjects.indices = indices_of(subjects.table, ids);
  for (const int64_t index : subjects.indices) {
    const data::Clip& clip = subjects.table.clip(index);
    subjects.names.push_back(
        {clip.id, clip.label, clip.fold == data.fold ? "held out" : "trained on"});
  }
  return subjects;
}

Subjects subjects_from_files(const evaluation::Classifier& classifier,
                             const std::vector<fs::path>& files) {
  evaluation::RecordingWindows windows = evaluation::recording_windows(classifier, files);
  Subjects subjects{.table = std::move(windows.table), .indices = {}, .names = {}};
  for (size_t i = 0; i < windows.owner.size(); ++i) {
    const data::Clip& window = subjects.table.clips[i];
    const bool is_alone = !window.offset && window.onset == 0;
    const std::string name = window.path.filename().string();
    subjects.indices.push_back(static_cast<int64_t>(i));
    subjects.names.push_back(
        {is_alone ? name : fmt::format("{} {:g} s", name, window.onset), "", "recording"});
  }
  return subjects;
}

/// Words that are files are recordings, others are ids; the worst errors where there are no words.
std::vector<Subjects> subjects_of(const Arguments& arguments, const runs::RunFolder& run,
                                  const evaluation::Classifier& classifier) {
  std::vector<std::string> ids;
  std::vector<fs::path> files;
  for (const std::string& word : arguments.clips) {
    if (fs::is_regular_file(word))
      files.emplace_back(word);
    else
      ids.push_back(word);
  }
  if (arguments.clips.empty())
    for (const auto& error : report::worst_errors(run.predictions(), arguments.worst))
      ids.push_back(error.clip);
  std::vector<Subjects> subjects;
  if (!ids.empty()) subjects.push_back(subjects_from_data(run, ids));
  if (!files.empty()) subjects.push_back(subjects_from_files(classifier, files));
  return subjects;
}

std::optional<int64_t> chosen_class(const Arguments& arguments,
                                    const std::vector<std::string>& labels) {
  if (arguments.label.empty()) return std::nullopt;
  const auto found = std::ranges::find(labels, arguments.label);
  if (found == labels.end())
    core::throw_unknown_word("--class", {"command line", 0, 0}, arguments.label, labels);
  return found - labels.begin();
}

/// One explained clip and everything that is said about it.
struct Exhibit {
  const evaluation::Classifier& classifier;
  const features::Feature& feature;
  const std::string& block;
  const data::Clip& clip;
  const Subject& subject;
  const evaluation::Explanation& explanation;

  int64_t predicted() const {
    return std::ranges::max_element(explanation.probabilities) - explanation.probabilities.begin();
  }
  double probability(int64_t target) const {
    return explanation.probabilities[static_cast<size_t>(target)];
  }
  const std::string& label(int64_t target) const {
    return classifier.labels[static_cast<size_t>(target)];
  }

  std::string sentence() const {
    const std::string answer = fmt::format(
        "{} (p = {:.2f})", report::display_name(label(predicted())), probability(predicted()));
    if (subject.truth.empty()) return fmt::format("{}: predicted {}", subject.name, answer);
    return fmt::format("{}: {}, predicted {}", subject.name, report::display_name(subject.truth),
                       answer);
  }

  report::Figure figure() const {
    const audio::Waveform waveform = data::load_clip(clip, feature.sample_rate(), classifier.input);
    auto panels = report::feature_panels(feature, waveform.samples, "");
    const auto parts = report::part_names(feature);
    for (size_t i = 0; i < panels.size(); ++i) panels[i].title = parts[i];
    panels.front().title =
        parts.front().empty() ? sentence() : fmt::format("{}; {}", sentence(), parts.front());
    return report::evidence_figure(
        std::move(panels), explanation.map,
        fmt::format("what speaks for {} (p = {:.2f}) in {}, outlined at {:.0f} % (Grad-CAM)",
                    report::display_name(label(explanation.target)),
                    probability(explanation.target), block, 100 * report::outlined_share));
  }

  nlohmann::ordered_json to_json(const fs::path& file) const {
    nlohmann::ordered_json row{{"clip", subject.name}, {"part", subject.part}};
    if (!subject.truth.empty()) row["label"] = subject.truth;
    row["predicted"] = label(predicted());
    row["predicted_probability"] = probability(predicted());
    row["class"] = label(explanation.target);
    row["class_probability"] = probability(explanation.target);
    row["figure"] = file.string();
    return row;
  }
};

void explain(const Arguments& arguments, Console& console) {
  models::use_threads(core::num_processors());
  const runs::RunFolder run = runs::RunFolder::open(arguments.run);
  const evaluation::Classifier classifier = evaluation::load_classifier(run.model_path());
  const auto target = chosen_class(arguments, classifier.labels);
  const auto feature = features::make_feature(classifier.feature);

  using core::Align;
  core::TextTable table({{"clip"},
                         {"part"},
                         {"true class"},
                         {"predicted"},
                         {"explained"},
                         {"probability", Align::right},
                         {"figure"}});
  auto rows = nlohmann::ordered_json::array();
  for (const Subjects& subjects : subjects_of(arguments, run, classifier)) {
    const auto explanations = evaluation::explain_clips(classifier, subjects.table,
                                                        subjects.indices, arguments.block, target);
    core::Progress progress = console.progress("figures", std::ssize(explanations));
    for (size_t i = 0; i < explanations.size(); ++i) {
      const Exhibit exhibit{classifier,        *feature,
                            arguments.block,   subjects.table.clip(subjects.indices[i]),
                            subjects.names[i], explanations[i]};
      fs::path file = run.evidence_path(exhibit.subject.name);
      if (!arguments.output.empty()) file = arguments.output / file.filename();
      core::make_folder(file.parent_path());
      report::write_figure(exhibit.figure(), file);
      const int64_t explained = explanations[i].target;
      table.add_row({exhibit.subject.name, exhibit.subject.part, exhibit.subject.truth,
                     exhibit.label(exhibit.predicted()), exhibit.label(explained),
                     fmt::format("{:.3f}", exhibit.probability(explained)), file.string()});
      rows.push_back(exhibit.to_json(file));
      progress.step(static_cast<int64_t>(i) + 1);
    }
  }
  console.report("runs.explain",
                 {{"run", arguments.run}, {"block", arguments.block}, {"clips", rows}},
                 rows.empty() ? "no clip was misclassified\n" : table.to_string());
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  app.add_option("RUN", arguments->run, "folder of a finished run")->required();
  app.add_option("CLIP", arguments->clips,
                 "ids of clips, or audio files; none: the run's worst errors");
  app.add_option("--block", arguments->block,
                 "part of the network that is looked into, such as layer2 or layer3.0")
      ->capture_default_str();
  app.add_option("--class", arguments->label,
                 "what is looked for (default: the class that was predicted)");
  app.add_option("--worst", arguments->worst, "how many errors, where no clip is named")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("-o,--output", arguments->output,
                 "folder of the figures (default: figures/grad-cam in the run)")
      ->type_name("DIR");
  return [arguments](Console& console) { explain(*arguments, console); };
}

}  // namespace

Command runs_explain_command() {
  return {network_command("runs explain"), configure};
}

}  // namespace pinna::cli
