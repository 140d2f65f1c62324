#include "pinna/runs/model_card.h"

#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/runs/measures.h"

namespace pinna::runs {
namespace {

constexpr int64_t num_confusions_listed = 5;

/// A YAML scalar: JSON strings are YAML.
std::string yaml(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Text that Markdown shows as it is, on one line.
std::string markdown(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>|#").find(c) != std::string_view::npos) escaped += '\\';
    escaped += c == '\n' || c == '\r' ? ' ' : c;
  }
  return escaped;
}

std::string per_cent(double share) {
  return fmt::format("{:.1f} %", 100 * share);
}

std::string name_of(const core::ConfigTable& recipe) {
  const core::ConfigValue* name = recipe.find("name");
  const auto* text = name ? std::get_if<std::string>(&name->data) : nullptr;
  return text ? *text : "run";
}

std::string front_matter(const std::string& name, const RunScores& run) {
  const metrics::ClassificationScores& scores = run.scores;
  const std::string dataset = yaml(run.protocol.dataset);
  return fmt::format(
      "---\n"
      "license: other\n"
      "library_name: pinna\n"
      "tags:\n- audio\n- audio-classification\n"
      "datasets:\n- {0}\n"
      "metrics:\n- accuracy\n- f1\n"
      "pipeline_tag: audio-classification\n"
      "model-index:\n"
      "- name: {1}\n"
      "  results:\n"
      "  - task:\n      type: audio-classification\n"
      "    dataset:\n      name: {0}\n      type: {0}\n      split: {2}\n"
      "    metrics:\n"
      "    - type: accuracy\n      value: {3:.6f}\n"
      "    - type: f1\n      name: macro F1\n      value: {4:.6f}\n"
      "---\n\n",
      dataset, yaml(name), yaml(fmt::format("fold {}", run.protocol.fold)), scores.accuracy,
      scores.macro.f1);
}

std::string headline(const std::string& name, const RunScores& run) {
  const metrics::ClassificationScores& scores = run.scores;
  std::string text = fmt::format("# {}, fold {}, seed {}\n\n", markdown(name), run.protocol.fold,
                                 run.protocol.seed);
  if (!run.protocol.unsafe.empty())
    text += fmt::format("> **Unsafe: do not trust these numbers.** {}.\n\n",
                        markdown(run.protocol.unsafe));
  text += fmt::format(
      "A classifier of short sound recordings into {} classes, trained with Pinna.\n\n"
      "| score on the held-out fold | value | {:.0f} % interval |\n|---|---|---|\n"
      "| accuracy | {} | {} to {} (Wilson, {} clips) |\n",
      scores.per_class.size(), 100 * scores.level, per_cent(scores.accuracy),
      per_cent(scores.accuracy_interval.low), per_cent(scores.accuracy_interval.high),
      scores.num_clips);
  text += fmt::format("| top-{} accuracy | {} | |\n| macro F1 | {:.3f} | |\n", scores.top_k,
                      per_cent(scores.top_k_accuracy), scores.macro.f1);
  if (scores.calibration)
    text +=
        fmt::format("| expected calibration error | {} | |\n", per_cent(scores.calibration->ece));
  return text + "\n";
}

std::string limits(const Protocol& protocol) {
  return fmt::format(
      "## How it was trained and scored\n\n{}\n\n"
      "## Intended use and limits\n\n"
      "For teaching and for comparing methods under the same protocol. It always names one of its "
      "classes, also for sounds that belong to none; it was tested only on recordings of {}, not "
      "on other microphones, rooms or noise; its probabilities are {}. Do not use it where a wrong "
      "answer does harm.\n\n"
      "Licence of the recordings it learnt from: {}. Check it before passing the weights on.\n\n",
      markdown(describe(protocol)), markdown(protocol.dataset),
      protocol.temperature == 1 ? "not calibrated"
                                : "calibrated on validation clips of these alone",
      protocol.licence.empty() ? "not stated" : markdown(protocol.licence));
}

std::string class_table(const metrics::ClassificationScores& scores) {
  std::string text =
      "## Classes\n\n| class | clips | precision | recall | F1 |\n|---|---:|---:|---:|---:|\n";
  for (const metrics::ClassScores& row : scores.per_class)
    text += fmt::format("| {} | {} | {:.3f} | {:.3f} | {:.3f} |\n", markdown(row.label),
                        row.support, row.precision, row.recall, row.f1);
  const auto worst = metrics::worst_confusions(scores.confusion, num_confusions_listed);
  if (!worst.empty()) text += "\nMost frequent confusions:\n\n";
  for (const metrics::Confusion& pair : worst)
    text += fmt::format("- {} taken for {}: {} clip{}\n",
                        markdown(scores.per_class[static_cast<size_t>(pair.truth)].label),
                        markdown(scores.per_class[static_cast<size_t>(pair.predicted)].label),
                        pair.count, pair.count == 1 ? "" : "s");
  return text + "\n";
}

using Json = nlohmann::ordered_json;

std::string event_headline(const std::string& name, const Json& scores) {
  std::string text = fmt::format(
      "# {}, fold {}, seed {}\n\nA detector of {} kinds of sound events: what sounds, and "
      "when, trained with Pinna.\n\n"
      "| score on {} held-out scenes | value | 95 % interval, bootstrap over scenes |\n"
      "|---|---|---|\n",
      markdown(name), scores.at("fold").get<int64_t>(), scores.at("seed").get<int64_t>(),
      scores.at("decoding").size(), scores.at("test_scenes").get<int64_t>());
  for (const auto& [measure, key] : core::EnumNames<metrics::EventMeasure>::names) {
    const Json& interval = scores.at("intervals").at(key);
    text += fmt::format("| {} | {} | {} to {} |\n", measure_title(key),
                        measure_text(key, scores.at(key).get<double>()),
                        measure_text(key, interval.at(0).get<double>()),
                        measure_text(key, interval.at(1).get<double>()));
  }
  return text +
         "\nEvent F1: onsets within 0.2 s, offsets within 0.2 s or 20 %; segment F1: of 1 s; both "
         "averaged over the classes.\n\n";
}

/// The text of a key of a table of the recipe; empty where there is none.
std::string recipe_text(const core::ConfigTable& recipe, const char* table, const char* key) {
  const core::ConfigTable of_table = recipe.table(table);
  const core::ConfigValue* value = of_table.find(key);
  const auto* text = value ? std::get_if<std::string>(&value->data) : nullptr;
  return text ? *text : "";
}

/// What is added to a detector's scores by each type of [combine].
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> step_sentences{
    {{"median", " Its scores are smoothed by running medians."},
     {"hmm", " Its scores are smoothed by hidden Markov models of the durations in these scenes."},
     {"gate", " Tags around each moment let its scores through."},
     {"bigram", " Its events are weighed by which label follows which in these scenes."},
     {"recurrent",
      " Its events are weighed by a recurrent model of the sequences of labels in these scenes."},
     {"stack", " The scores of two detectors are weighed on each frame."}}};

/// What the network takes from another inference.
std::string inference_sentences(const core::ConfigTable& recipe) {
  std::string text;
  if (!recipe_text(recipe, "transfer", "from").empty())
    text += " Training began with the layers of another run.";
  if (!recipe_text(recipe, "condition", "tagger").empty())
    text += " It is told what a classifier says of the sound around each moment.";
  const core::ConfigTable joint = recipe.table("joint");
  const core::ConfigValue* clips = joint.find("clips_per_step");
  const auto* count = clips ? std::get_if<int64_t>(&clips->data) : nullptr;
  if (count && *count > 0)
    text += " The same network was trained to classify clips (`tagger.safetensors`).";
  for (const char* table : {"combine", "condition"}) {
    const std::string source = recipe_text(recipe.table(table), "tags", "source");
    if (source == "reference")
      text += " **Its tags are those of the labels: this is a ceiling, not a method.**";
    if (source == "shuffled")
      text += " **Its tags are those of other scenes: this is a control, not a method.**";
  }
  return text;
}

/// How the scores came about, by what the recipe combines.
std::string event_method(const core::ConfigTable& recipe, const Json& scores) {
  const auto scenes = scores.at("train_scenes").get<int64_t>();
  const auto validation = scores.at("validation_scenes").get<int64_t>();
  const auto epoch = scores.at("epoch").get<int64_t>();
  const std::string kind = recipe_text(recipe, "combine", "type");
  if (kind == "windows")
    return fmt::format(
        "A classifier that was trained on clips, to epoch {}, is asked about windows. No clip of a "
        "test scene was among them. Thresholds and medians were chosen on {} made-up scenes, whose "
        "clips it may know.",
        epoch, validation);
  std::string text = fmt::format(
      "On {} made-up scenes whose sources lie in other folds; the weights are those after epoch "
      "{}.",
      scenes, epoch);
  for (const auto& [type, sentence] : step_sentences)
    if (type == kind) text += sentence;
  text += inference_sentences(recipe);
  return text + fmt::format(
                    " What turns scores into events was chosen on {} more, of recordings "
                    "that no training scene uses.",
                    validation);
}

std::string event_limits(const core::ConfigTable& recipe, const Json& scores) {
  return fmt::format(
      "## How it was trained and scored\n\n"
      "{} Test scenes could not be opened before.\n\n"
      "## Intended use and limits\n\n"
      "For teaching and for comparing methods under the same protocol. Scenes were mixed by a "
      "program: in real recordings more is heard at a time, other sounds among them, which it "
      "takes "
      "for its own. Do not use it where a wrong answer does harm.\n\n",
      event_method(recipe, scores));
}

std::string event_class_table(const Json& scores) {
  std::string text =
      "## Classes\n\n| class | events | event F | segment F | threshold | median [s] |\n"
      "|---|---:|---:|---:|---:|---:|\n";
  const auto f_of = [](const Json& entry) {
    const Json& f = entry.at("f_measure").at("f_measure");
    return f.is_null() ? std::string("-") : fmt::format("{:.3f}", f.get<double>());
  };
  for (const auto& [label, decoding] : scores.at("decoding").items()) {
    const Json& class_wise = scores.at("event_based").at("class_wise");
    if (!class_wise.contains(label)) continue;  // neither sounds nor was detected
    const Json& events = class_wise.at(label);
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", markdown(label),
                        events.at("count").at("Nref").get<int64_t>(), f_of(events),
                        f_of(scores.at("segment_based").at("class_wise").at(label)),
                        decoding.at("threshold").get<double>(),
                        decoding.at("median_seconds").get<double>());
  }
  return text + "\n";
}

std::string event_front_matter(const std::string& name) {
  return fmt::format(
      "---\nlicense: other\nlibrary_name: pinna\ntags:\n- audio\n- sound-event-detection\n"
      "model_name: {}\n---\n\n",
      yaml(name));
}

std::string reproduction(const core::ConfigTable& recipe, const Environment& environment) {
  std::string text =
      fmt::format("## Recipe\n\n````toml\n{}````\n\n## Environment\n\n", core::to_toml(recipe));
  for (const auto& [name, version] : environment.versions)
    text += fmt::format("- {}: {}\n", markdown(name), markdown(version));
  text += fmt::format("- system: {}\n- processor: {}, {} threads, {} build\n- data: {}\n",
                      markdown(environment.system), markdown(environment.cpu), environment.threads,
                      environment.build_type, markdown(environment.data_hash));
  return text;
}

}  // namespace

std::string model_card(const core::ConfigTable& recipe, const Environment& environment,
                       const RunScores& scores) {
  const std::string name = name_of(recipe);
  return front_matter(name, scores) + headline(name, scores) + limits(scores.protocol) +
         class_table(scores.scores) + reproduction(recipe, environment);
}

std::string event_model_card(const core::ConfigTable& recipe, const Environment& environment,
                             const nlohmann::ordered_json& scores) {
  const std::string name = name_of(recipe);
  return event_front_matter(name) + event_headline(name, scores) + event_limits(recipe, scores) +
         event_class_table(scores) + reproduction(recipe, environment);
}

}  // namespace pinna::runs
