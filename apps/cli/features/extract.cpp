// pinna features extract ROOT RECIPE -o DIR
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/transfer_progress.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/extended_config.h"
#include "pinna/core/interrupt.h"
#include "pinna/core/options.h"
#include "pinna/core/shard.h"
#include "pinna/data/extract_features.h"
#include "pinna/data/read_dataset.h"
#include "pinna/features/feature.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path root;
  fs::path recipe;
  fs::path folder;
  fs::path cache;
  std::string shard;
  int64_t num_shards = 0;
  int jobs = 0;
  std::vector<std::string> overrides;
};

/// --cache, else $PINNA_CACHE, else none.
std::unique_ptr<data::FeatureCache> open_cache(const Arguments& arguments) {
  const char* variable = std::getenv("PINNA_CACHE");
  const fs::path folder = arguments.cache.empty() && variable ? variable : arguments.cache;
  if (folder.empty()) return nullptr;
  return std::make_unique<data::FeatureCache>(
      folder, [](const std::string& sentence) { spdlog::warn("{}", sentence); });
}

nlohmann::ordered_json report_json(const Arguments& arguments, const data::ExtractReport& report) {
  return {{"folder", arguments.folder.string()},
          {"complete", report.is_complete},
          {"clips", report.plan.num_clips},
          {"bins", report.plan.bins},
          {"frames", report.plan.frames},
          {"shards", report.plan.num_shards},
          {"shards_written", report.shards_written},
          {"shards_kept", report.shards_kept},
          {"clips_computed", report.clips_computed},
          {"clips_from_cache", report.clips_from_cache},
          {"bytes", report.num_bytes},
          {"input", core::to_json(core::to_config(report.plan.input))},
          {"feature", core::to_json(core::to_config(report.plan.feature))},
          {"settings_xxh3", report.plan.settings_hash}};
}

void extract(const Arguments& arguments, Console& console) {
  core::ConfigTable table = core::read_extended_toml(arguments.recipe);
  for (const std::string& assignment : arguments.overrides) core::apply_override(table, assignment);
  const data::FeatureRecipe recipe = data::parse_feature_recipe(table, arguments.root);
  const auto only =
      arguments.shard.empty() ? std::nullopt : std::optional(core::parse_shard(arguments.shard));
  for (const std::string& warning : features::make_feature(recipe.feature)->warnings())
    spdlog::warn("{}", warning);
  const data::ClipTable clips = data::read_dataset(recipe.data);
  const auto cache = open_cache(arguments);
  core::install_interrupt_handler();
  const data::ExtractReport report =
      data::extract_features(clips, recipe,
                             {.folder = arguments.folder,
                              .num_shards = arguments.num_shards,
                              .only = only,
                              .jobs = arguments.jobs,
                              .cache = cache.get(),
                              .progress = transfer_progress(console, "extract"),
                              .stop_requested = core::interrupt_requested});
  console.report("features.extract", report_json(arguments, report),
                 fmt::format("{}: {} clips, {} bins, {} frames; {} shards written, {} kept, {}\n",
                             arguments.folder.string(), report.plan.num_clips, report.plan.bins,
                             report.plan.frames, report.shards_written, report.shards_kept,
                             report.is_complete
                                 ? "complete"
                                 : fmt::format("others of {} missing", report.plan.num_shards)));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("ROOT", arguments->root, "the dataset: a folder, or a CSV table")->required();
  app.add_option("RECIPE", arguments->recipe,
                 "TOML; its tables data, input and feature count, others may be there")
      ->required();
  app.add_option("-o,--output", arguments->folder, "absent, empty, or an extraction to go on with")
      ->required()
      ->type_name("DIR");
  auto* shard = app.add_option("--shard", arguments->shard, "only shard K of N, counted from 1")
                    ->type_name("K/N");
  app.add_option("--shards", arguments->num_shards, "number of shards; else about 32 MiB each")
      ->check(CLI::Range(1, 99999))
      ->type_name("N")
      ->excludes(shard);
  app.add_option("--jobs", arguments->jobs, "clips at the same time; else one per processor")
      ->check(CLI::Range(1, 1024))
      ->type_name("J");
  app.add_option("--cache", arguments->cache,
                 "keep features here and take them from here; else $PINNA_CACHE, if set")
      ->type_name("DIR");
  app.add_option("--set", arguments->overrides,
                 "one setting, such as feature.n_mels=64; may be repeated")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  return [arguments](Console& console) { extract(*arguments, console); };
}

}  // namespace

Command features_extract_command() {
  return {{"features extract", "Computes a feature of every clip of a dataset, into tar shards",
           "pinna features extract ESC-50-master recipes/esc10-quick.toml -o features"},
          configure};
}

}  // namespace pinna::cli
