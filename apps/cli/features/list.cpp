// pinna features list
#include <string>

#include "apps/cli/commands.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/features/feature_options.h"

namespace pinna::cli {
namespace {

void list(Console& console) {
  std::string text;
  nlohmann::ordered_json features = nlohmann::ordered_json::array();
  for (const auto& feature : features::describe_features()) {
    text += fmt::format("{}{}: {}\n", text.empty() ? "" : "\n", feature.name, feature.meaning);
    nlohmann::ordered_json presets = nlohmann::ordered_json::array();
    for (const auto& preset : feature.presets) {
      text += fmt::format("  {:<16} {}\n", preset.name, preset.meaning);
      presets.push_back({{"name", preset.name}, {"meaning", preset.meaning}});
    }
    features.push_back(
        {{"name", feature.name}, {"meaning", feature.meaning}, {"presets", std::move(presets)}});
  }
  console.report("features.list", {{"features", std::move(features)}}, text);
}

}  // namespace

Command features_list_command() {
  return {{"features list", "Lists every feature and its presets", "pinna features list"},
          [](CLI::App&) -> Action { return list; }};
}

}  // namespace pinna::cli
