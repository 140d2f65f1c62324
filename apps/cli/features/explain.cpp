// pinna features explain NAME
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/features/feature_options.h"

namespace pinna::cli {
namespace {

struct Arguments {
  FeatureArguments feature = {};
  std::string against = "";
};

void explain_one(const FeatureArguments& arguments, Console& console) {
  core::TextTable table({{"setting"}, {"value"}, {"from"}, {"meaning"}});
  nlohmann::ordered_json settings = nlohmann::ordered_json::array();
  for (const auto& setting : features::explain_feature(feature_table(arguments), "")) {
    table.add_row({setting.name, setting.value, setting.origin, setting.meaning});
    settings.push_back({{"name", setting.name},
                        {"value", setting.value},
                        {"origin", setting.origin},
                        {"meaning", setting.meaning}});
  }
  console.report("features.explain",
                 {{"feature", arguments.name}, {"settings", std::move(settings)}},
                 table.to_string());
}

/// The settings in which two presets differ. What --set names is the same under both.
void explain_difference(const Arguments& arguments, Console& console) {
  FeatureArguments other = arguments.feature;
  other.preset = arguments.against;
  const std::string preset = arguments.feature.preset.empty()
                                 ? std::string(features::default_preset)
                                 : arguments.feature.preset;
  const auto ours = features::explain_feature(feature_table(arguments.feature), "");
  const auto theirs = features::explain_feature(feature_table(other), "");

  core::TextTable table({{"setting"}, {preset}, {other.preset}, {"meaning"}});
  nlohmann::ordered_json differences = nlohmann::ordered_json::array();
  for (size_t i = 0; i < ours.size(); ++i) {
    if (ours[i].value == theirs[i].value) continue;
    table.add_row({ours[i].name, ours[i].value, theirs[i].value, ours[i].meaning});
    differences.push_back({{"name", ours[i].name},
                           {"value", ours[i].value},
                           {"against", theirs[i].value},
                           {"meaning", ours[i].meaning}});
  }
  const std::string text = differences.empty()
                               ? fmt::format("{}: {} and {} are the same\n", arguments.feature.name,
                                             preset, other.preset)
                               : table.to_string();
  console.report("features.explain",
                 {{"feature", arguments.feature.name},
                  {"preset", preset},
                  {"against", other.preset},
                  {"num_settings", ours.size()},
                  {"differences", std::move(differences)}},
                 text);
}

void explain(const Arguments& arguments, Console& console) {
  if (arguments.against.empty()) {
    explain_one(arguments.feature, console);
  } else {
    explain_difference(arguments, console);
  }
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("FEATURE", arguments->feature.name, "a name of pinna features list")->required();
  add_feature_settings(app, arguments->feature);
  app.add_option("--against", arguments->against,
                 "show only the settings in which this other preset differs")
      ->type_name("NAME");
  return [arguments](Console& console) { explain(*arguments, console); };
}

}  // namespace

Command features_explain_command() {
  return {{"features explain", "Shows every setting of a feature and where its value comes from",
           "pinna features explain log_mel --preset librosa-0.11 --against torchaudio-0.13"},
          configure};
}

}  // namespace pinna::cli
