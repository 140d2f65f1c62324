// pinna features bank NAME -o OUT.npy
#include <filesystem>
#include <memory>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/core/error.h"
#include "pinna/core/npy.h"
#include "pinna/features/feature.h"

namespace pinna::cli {
namespace {

struct Arguments {
  FeatureArguments feature = {};
  std::filesystem::path output;
};

void write_bank(const Arguments& arguments, Console& console) {
  require_npy(arguments.output);
  const auto options = features::parse_feature(feature_table(arguments.feature), "");
  const auto feature = features::make_feature(options);
  const auto bank = feature->bank();
  if (!bank)
    throw core::InvalidOptions({.what = "filter bank",
                                .got = arguments.feature.name,
                                .expected = "a feature of bands of a spectrum",
                                .fix = "try mel, log_mel, mfcc or kaldi_fbank"});
  for (const std::string& warning : feature->warnings()) spdlog::warn("{}", warning);
  core::write_npy(arguments.output,
                  core::Array::from(bank->dense(), {bank->num_bands(), bank->num_bins}));
  console.report("features.bank",
                 {{"output", arguments.output.string()},
                  {"feature", core::to_json(core::to_config(options))},
                  {"bands", bank->num_bands()},
                  {"bins", bank->num_bins}},
                 fmt::format("{}: {} bands, {} bins\n", arguments.output.string(),
                             bank->num_bands(), bank->num_bins));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("FEATURE", arguments->feature.name, "a name of pinna features list")->required();
  app.add_option("-o,--output", arguments->output, "the weights, float32 [bands, bins]")
      ->required()
      ->type_name("OUT.npy");
  add_feature_settings(app, arguments->feature);
  return [arguments](Console& console) { write_bank(*arguments, console); };
}

}  // namespace

Command features_bank_command() {
  return {{"features bank", "Writes the filter bank of a feature",
           "pinna features bank mel --preset librosa-0.11 --set n_mels=64 -o bank.npy"},
          configure};
}

}  // namespace pinna::cli
