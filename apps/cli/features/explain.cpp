// pinna features explain NAME
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "pinna/core/text_table.h"
#include "pinna/features/feature_options.h"

namespace pinna::cli {
namespace {

void explain(const FeatureArguments& arguments, Console& console) {
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

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<FeatureArguments>();
  app.add_option("FEATURE", arguments->name, "a name of pinna features list")->required();
  add_feature_settings(app, *arguments);
  return [arguments](Console& console) { explain(*arguments, console); };
}

}  // namespace

Command features_explain_command() {
  return {{"features explain", "Shows every setting of a feature and where its value comes from",
           "pinna features explain log_mel --preset librosa-0.11 --set n_mels=64"},
          configure};
}

}  // namespace pinna::cli
