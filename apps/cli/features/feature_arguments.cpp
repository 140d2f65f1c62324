#include "apps/cli/features/feature_arguments.h"

namespace pinna::cli {

void add_feature_settings(CLI::App& app, FeatureArguments& arguments) {
  app.add_option("--preset", arguments.preset, "settings to start from; see pinna features list")
      ->type_name("NAME");
  app.add_option("--set", arguments.overrides, "one setting, such as n_mels=64; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

core::ConfigTable feature_table(const FeatureArguments& arguments) {
  const core::Origin origin{"command line", 0, 0};
  core::ConfigTable table(origin);
  table.set("type", {.data = arguments.name, .origin = origin});
  if (!arguments.preset.empty()) table.set("preset", {.data = arguments.preset, .origin = origin});
  for (const std::string& assignment : arguments.overrides) core::apply_override(table, assignment);
  return table;
}

}  // namespace pinna::cli
