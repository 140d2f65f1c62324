#include "apps/cli/features/feature_arguments.h"

#include <utility>

#include "pinna/core/error.h"

namespace pinna::cli {
namespace {

void refuse_what_has_an_argument(const std::string& assignment) {
  for (const auto& [key, instead] :
       {std::pair{"type=", "the feature's name as an argument"}, std::pair{"preset=", "--preset"}})
    if (assignment.starts_with(key))
      throw core::InvalidOptions({.what = "--set",
                                  .got = assignment,
                                  .expected = "a setting of the feature",
                                  .fix = std::string("use ") + instead});
}

}  // namespace

void add_feature_settings(CLI::App& app, FeatureArguments& arguments) {
  app.add_option("--preset", arguments.preset, "settings to start from; see pinna features list")
      ->type_name("NAME");
  app.add_option("--set", arguments.overrides, "one setting, such as n_mels=64; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
}

void require_npy(const std::filesystem::path& output) {
  if (output.extension() != ".npy")
    throw core::InvalidOptions(
        {.what = "--output", .got = output.string(), .expected = "a name that ends in .npy"});
}

core::ConfigTable feature_table(const FeatureArguments& arguments) {
  const core::Origin origin{"command line", 0, 0};
  core::ConfigTable table(origin);
  table.set("type", {.data = arguments.name, .origin = origin});
  if (!arguments.preset.empty()) table.set("preset", {.data = arguments.preset, .origin = origin});
  for (const std::string& assignment : arguments.overrides) {
    refuse_what_has_an_argument(assignment);
    core::apply_override(table, assignment);
  }
  return table;
}

}  // namespace pinna::cli
