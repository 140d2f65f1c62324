#include "pinna/report/recipe_text.h"

#include <map>
#include <optional>

#include <fmt/format.h>

#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"

namespace pinna::report {
namespace {

/// A value as people write it; empty where it is not there.
std::string word(const core::ConfigTable& table, std::string_view key) {
  const core::ConfigValue* value = table.find(key);
  if (!value) return "";
  if (const auto* text = std::get_if<std::string>(&value->data)) return *text;
  if (const auto* number = std::get_if<double>(&value->data)) return fmt::format("{:g}", *number);
  return core::to_toml_text(*value);
}

std::string part_name(std::string run) {
  return run.starts_with('@') ? fmt::format("`{}`", run.substr(1)) : "another run";
}

std::string optimizer_text(const core::ConfigTable& training) {
  static const std::map<std::string, std::string> names{{"adamw", "AdamW"}, {"sgd", "SGD"}};
  const core::ConfigTable optimizer = training.table("optimizer");
  const auto name = names.find(word(optimizer, "type"));
  return fmt::format("{} epochs of {} at {}", word(training, "epochs"),
                     name == names.end() ? word(optimizer, "type") : name->second,
                     word(optimizer, "learning_rate"));
}

std::string architecture_text(const core::ConfigTable& model) {
  const std::string type = word(model, "type"), width = word(model, "width");
  const std::string resnet = fmt::format("ResNet-{}{} [@he2016deep]",
                                         word(model, "depth").empty() ? "18" : word(model, "depth"),
                                         width.empty() || width == "1" ? "" : " of width " + width);
  if (type == "resnet") return resnet;
  if (type == "event_resnet")
    return resnet + fmt::format(
                        ", then a bidirectional GRU of {} cells and a score for every class "
                        "in every frame",
                        word(model, "rnn_cells"));
  if (type == "crnn") return "a convolutional recurrent network with a score for every frame";
  return "`" + type + "`";
}

}  // namespace

core::ConfigTable arm_recipe(const core::ConfigTable& study, const std::string& arm) {
  core::ConfigTable recipe = study;
  const core::ConfigTable arms = study.table("study").table("arms");
  recipe.erase("study");
  return core::merged(std::move(recipe), arms.table(arm));
}

std::string network_text(const core::ConfigTable& recipe) {
  return fmt::format("{}, {}", architecture_text(recipe.table("model")),
                     optimizer_text(recipe.table("training")));
}

std::string feature_text(const core::ConfigTable& feature) {
  const auto made = features::make_feature(features::parse_feature(feature));
  const std::string type = word(feature, "type");
  std::string text = type == "log_mel" ? "log-mel" : type == "mfcc" ? "MFCC" : display_name(type);
  if (type == "stack") {
    text = "the channels";
    for (const std::string& part : part_names(*made))
      text +=
          fmt::format("{} {}", text == "the channels" ? "" : ",",
                      part.substr(part.find(": ") == std::string::npos ? 0 : part.find(": ") + 2));
  }
  std::map<std::string, std::string> settings;
  for (const auto& setting : features::explain_feature(feature))
    settings[setting.name] = setting.value;
  const auto number = [&](const char* key) -> std::optional<double> {
    const auto found = settings.find(key);
    if (found == settings.end()) return std::nullopt;
    try {
      return std::stod(found->second);
    } catch (const std::exception&) {
      return std::nullopt;
    }
  };
  const auto rate = static_cast<double>(made->sample_rate());
  if (const auto mels = number("n_mels")) text += fmt::format(", {:g} mel bands", *mels);
  if (const auto mfcc = number("n_mfcc")) text += fmt::format(", {:g} coefficients", *mfcc);
  if (const auto window = number("n_fft"))
    text += fmt::format(", frames of {:.0f} ms", 1000 * *window / rate);
  if (const auto hop = number("hop_length"))
    text += fmt::format(" every {:.1f} ms", 1000 * *hop / rate);
  return text + fmt::format(", {:g} kHz", rate / 1000);
}

std::string input_text(const core::ConfigTable& recipe) {
  const core::ConfigTable input = recipe.table("input");
  std::string text = fmt::format(
      "clips of {} s", word(input, "clip_seconds").empty() ? "5" : word(input, "clip_seconds"));
  text += word(input, "fit") == "pad" ? ", shorter ones filled with silence"
                                      : ", shorter ones repeated";
  text += word(input, "trim") == "none" ? ", ends left as they are" : ", zeros at the ends cut off";
  return text;
}

std::string arm_text(const core::ConfigTable& recipe) {
  const core::ConfigTable combine = recipe.table("combine");
  const std::string type = word(combine, "type");
  const std::string detector = part_name(word(combine, "detector"));
  const std::string tagger = part_name(word(combine, "tagger"));
  const std::string source = word(combine.table("tags"), "source");
  if (type == "windows") return fmt::format("{} asked about a window around every moment", tagger);
  if (type == "median")
    return fmt::format("a running median for each class over the scores of {}", detector);
  if (type == "hmm")
    return fmt::format("a hidden Markov model with learnt durations over {}", detector);
  if (type == "gate" && source == "reference")
    return fmt::format("the true labels close the other classes of {}: the ceiling", detector);
  if (type == "gate" && source == "shuffled")
    return fmt::format("tags of another scene gate {}: a control", detector);
  if (type == "gate")
    return fmt::format("tags of {} {} the classes of {}", tagger,
                       word(combine, "kind") == "hard" ? "close" : "weaken", detector);
  if (type == "bigram")
    return fmt::format("a bigram of labels weighs the events that {} proposes", detector);
  if (type == "recurrent")
    return fmt::format("a recurrent language model weighs the events that {} proposes", detector);
  if (type == "stack")
    return fmt::format("logistic regression of {}, {} and {}", detector,
                       part_name(word(combine, "second")), tagger);
  const core::ConfigTable condition = recipe.table("condition");
  if (!word(condition, "tagger").empty())
    return fmt::format(
        "the detector's maps are modulated by {} tags of {} (FiLM [@perez2018film])",
        word(condition.table("tags"), "source") == "shuffled" ? "another scene's" : "the",
        part_name(word(condition, "tagger")));
  const core::ConfigTable transfer = recipe.table("transfer");
  if (!word(transfer, "from").empty())
    return fmt::format("training begins with the layers of {}{}", part_name(word(transfer, "from")),
                       word(transfer, "freeze") == "true" ? ", which stay as they are" : "");
  if (!word(recipe.table("joint"), "clips_per_step").empty()) {
    const std::string balance = word(recipe.table("training").table("balance"), "type");
    return fmt::format("one trunk for both questions, losses added {}",
                       balance == "uncertainty" ? "by uncertainty [@kendall2018multi]"
                       : balance == "pcgrad"    ? "by gradient surgery [@yu2020gradient]"
                                                : "with a constant weight");
  }
  return "a network of its own: " + network_text(recipe);
}

}  // namespace pinna::report
