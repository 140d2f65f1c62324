#include "pinna/report/recipe_text.h"

#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/report/figure.h"
#include "pinna/report/light_text.h"

namespace pinna::report {
namespace {

std::optional<double> number_of(const core::ConfigTable& table, std::string_view key) {
  const core::ConfigValue* value = table.find(key);
  if (!value) return std::nullopt;
  if (const auto* number = std::get_if<double>(&value->data)) return *number;
  if (const auto* number = std::get_if<int64_t>(&value->data)) return static_cast<double>(*number);
  return std::nullopt;
}

bool is_positive(const core::ConfigTable& table, std::string_view key) {
  return number_of(table, key).value_or(0) > 0;
}

/// "@detector" is the arm `detector`.
std::string part_text(const core::ConfigTable& table, std::string_view key) {
  const std::string run = value_text(table, key);
  return run.starts_with('@') ? fmt::format("`{}`", run.substr(1)) : "another run";
}

std::string feature_name(const std::string& type) {
  static const std::map<std::string, std::string> names{{"log_mel", "log-mel"},
                                                        {"mfcc", "MFCC"},
                                                        {"lfcc", "LFCC"},
                                                        {"pcen", "PCEN"},
                                                        {"cqt", "constant-Q"},
                                                        {"chroma_stft", "chroma"},
                                                        {"chroma_cqt", "chroma (constant-Q)"},
                                                        {"chroma_cens", "chroma (CENS)"}};
  const auto found = names.find(type);
  return found == names.end() ? as_it_is(display_name(type)) : found->second;
}

std::string channel_text(const core::ConfigTable& feature) {
  std::string text = feature_name(value_text(feature, "type"));
  if (const auto mels = number_of(feature, "n_mels"))
    text += fmt::format(", {:g} mel bands", *mels);
  if (const auto mfcc = number_of(feature, "n_mfcc"))
    text += fmt::format(", {:g} coefficients", *mfcc);
  if (const auto chroma = number_of(feature, "n_chroma"))
    text += fmt::format(", {:g} pitch classes", *chroma);
  return text;
}

std::string frames_text(const core::ConfigTable& feature) {
  const auto rate = number_of(feature, "sample_rate");
  if (!rate) return "";
  std::string text;
  const auto n_fft = number_of(feature, "n_fft");
  if (const auto window =
          number_of(feature, "win_length") ? number_of(feature, "win_length") : n_fft)
    text += fmt::format(", windows of {:.0f} ms", 1000 * *window / *rate);
  if (const auto hop = number_of(feature, "hop_length"))
    text += fmt::format(" every {:.1f} ms", 1000 * *hop / *rate);
  return text + fmt::format(", {:g} kHz", *rate / 1000);
}

/// Every setting, whatever the recipe leaves to a preset.
core::ConfigTable resolved_feature(const core::ConfigTable& feature) {
  return core::to_config(features::parse_feature(feature));
}

std::string combination_text(const core::ConfigTable& combine) {
  const std::string type = value_text(combine, "type");
  const std::string detector = part_text(combine, "detector");
  if (type == "gate") {
    const std::string source = value_text(combine.table("tags"), "source");
    if (source == "reference")
      return fmt::format("the true labels of a scene close all other classes of {}: a ceiling",
                         detector);
    if (source == "shuffled")
      return fmt::format("tags of another scene gate {}: a control", detector);
    return fmt::format("tags of {} {} the other classes of {}", part_text(combine, "tagger"),
                       value_text(combine, "kind") == "hard" ? "close" : "weaken", detector);
  }
  if (type == "stack")
    return fmt::format("logistic regression of {}, {} and {}", detector,
                       part_text(combine, "second"), part_text(combine, "tagger"));
  static const std::map<std::string, const char*> sentences{
      {"median", "a running median for each class over the scores of {}"},
      {"hmm", "a hidden Markov model with learnt durations over {}"},
      {"bigram", "which label follows which (bigram) weighs the events that {} proposes"},
      {"recurrent", "a recurrent language model weighs the events that {} proposes"}};
  if (type == "windows")
    return fmt::format("{} is asked about a window around every moment",
                       part_text(combine, "tagger"));
  const auto found = sentences.find(type);
  if (found == sentences.end()) return fmt::format("`{}`", type);
  return fmt::format(fmt::runtime(found->second), detector);
}

std::string joint_text(const core::ConfigTable& recipe) {
  static const std::map<std::string, std::string> balances{
      {"uncertainty", "weighed by uncertainty [@kendall2018multi]"},
      {"pcgrad", "joined by gradient surgery [@yu2020gradient]"}};
  const auto found = balances.find(value_text(recipe.table("training").table("balance"), "type"));
  return "one network for both questions, its losses " +
         (found == balances.end() ? "added with a constant weight" : found->second);
}

}  // namespace

std::string value_text(const core::ConfigTable& table, std::string_view key) {
  const core::ConfigValue* value = table.find(key);
  if (!value) return "";
  if (const auto* text = std::get_if<std::string>(&value->data)) return *text;
  if (const auto* number = std::get_if<double>(&value->data)) return fmt::format("{:g}", *number);
  return core::to_toml_text(*value);
}

core::ConfigTable recorded_recipe(const runs::StudyFolder& study, const std::string& arm) {
  for (const runs::RunKey& key : study.runs())
    if (key.arm == arm) return runs::RunFolder::open(study.run_path(key)).recipe();
  throw core::MissingInput({.what = "run of an arm",
                            .got = "none",
                            .expected = "a run of " + arm,
                            .where = study.path().string()});
}

std::string network_text(const core::ConfigTable& recipe) {
  const core::ConfigTable model = recipe.table("model");
  const std::string type = value_text(model, "type");
  if (type == "crnn") return "a convolutional recurrent network";
  const std::string depth = value_text(model, "depth"), width = value_text(model, "width");
  std::string text = fmt::format("ResNet-{} [@he2016deep]", depth.empty() ? "18" : depth);
  if (!width.empty() && width != "1") text += fmt::format(" of width {}", width);
  if (type == "event_resnet")
    text += fmt::format(" with a bidirectional GRU of {} cells over its frames",
                        value_text(model, "rnn_cells"));
  return text;
}

std::string training_text(const core::ConfigTable& recipe) {
  static const std::map<std::string, std::string> names{{"adamw", "AdamW"}, {"sgd", "SGD"}};
  const core::ConfigTable training = recipe.table("training");
  const core::ConfigTable optimizer = training.table("optimizer");
  const std::string type = value_text(optimizer, "type");
  std::string text = value_text(training, "epochs") + " epochs";
  if (type.empty()) return text;
  const auto name = names.find(type);
  text += fmt::format(" of {} (learning rate {}", name == names.end() ? type : name->second,
                      value_text(optimizer, "learning_rate"));
  const std::string schedule = value_text(training.table("schedule"), "type");
  if (!schedule.empty()) text += ", " + display_name(schedule);
  const std::string batch = value_text(training.table("loader"), "batch_size");
  if (!batch.empty()) text += ", batches of " + batch;
  return text + ")";
}

std::string augmentation_text(const core::ConfigTable& recipe) {
  const core::ConfigTable augment = recipe.table("augment");
  std::vector<std::string> parts;
  const auto add = [&](std::string_view key, const char* format) {
    if (is_positive(augment, key))
      parts.push_back(fmt::format(fmt::runtime(format), value_text(augment, key)));
  };
  add("gain_db", "gain up to {} dB");
  add("shift_seconds", "shifts up to {} s");
  add("crop_seconds", "crops of {} s");
  if (number_of(augment, "speed").value_or(1) > 1)
    parts.push_back(fmt::format("speed up to {}", value_text(augment, "speed")));
  const core::ConfigTable masks = augment.table("spec_augment");
  if (is_positive(masks, "time_masks") || is_positive(masks, "frequency_masks"))
    parts.emplace_back("masks in time and frequency");
  const core::ConfigTable mixing = augment.table("mixing");
  if (is_positive(mixing, "probability"))
    parts.emplace_back(is_positive(mixing, "mixup") ? "mixup" : "mixtures of two clips");
  if (parts.empty()) return "none";
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string feature_text(const core::ConfigTable& feature) {
  const core::ConfigTable settings = resolved_feature(feature);
  const core::ConfigValue* value = settings.find("channels");
  const auto* channels = value ? std::get_if<core::ConfigArray>(&value->data) : nullptr;
  if (!channels) return channel_text(settings) + frames_text(settings);
  std::vector<std::string> parts;
  std::string frames;
  for (const core::ConfigValue& channel : *channels)
    if (const auto* table = std::get_if<core::ConfigTable>(&channel.data)) {
      parts.push_back(channel_text(*table));
      if (frames.empty()) frames = frames_text(*table);
    }
  return fmt::format("{} channels ({}){}", parts.size(), fmt::join(parts, "; "), frames);
}

std::string input_text(const core::ConfigTable& recipe) {
  const core::ConfigTable input = recipe.table("input");
  const std::string seconds = value_text(input, "clip_seconds");
  return fmt::format(
      "clips of {} s, shorter ones {}, {}", seconds.empty() ? "5" : seconds,
      value_text(input, "fit") == "pad" ? "filled with silence" : "repeated",
      value_text(input, "trim") == "none" ? "ends left as they are" : "zeros at the ends cut off");
}

std::string arm_text(const core::ConfigTable& recipe) {
  const core::ConfigTable combine = recipe.table("combine");
  const std::string type = value_text(combine, "type");
  if (!type.empty() && type != "none") return combination_text(combine);
  const core::ConfigTable condition = recipe.table("condition");
  if (!value_text(condition, "tagger").empty())
    return fmt::format(
        "the detector's maps are modulated by {} tags of {} (FiLM [@perez2018film])",
        value_text(condition.table("tags"), "source") == "shuffled" ? "another scene's" : "the",
        part_text(condition, "tagger"));
  const core::ConfigTable transfer = recipe.table("transfer");
  if (!value_text(transfer, "from").empty())
    return fmt::format("training begins with the layers of {}{}", part_text(transfer, "from"),
                       value_text(transfer, "freeze") == "true" ? ", which stay as they are" : "");
  if (is_positive(recipe.table("joint"), "clips_per_step")) return joint_text(recipe);
  return fmt::format("a network of its own, {}", network_text(recipe));
}

}  // namespace pinna::report
