// pinna features compute INPUT --feature NAME -o OUT.npy
#include <algorithm>
#include <filesystem>
#include <memory>
#include <numeric>
#include <optional>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include "apps/cli/features/feature_input.h"
#include "apps/cli/option_values.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include "pinna/audio/decode.h"
#include "pinna/core/npy.h"
#include "pinna/features/feature.h"
#include "pinna/features/matrix_array.h"
#include "pinna/features/stream_file.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path input;
  fs::path output;
  std::optional<int64_t> sample_rate = std::nullopt;
  audio::ResampleOptions resampling = {};
  FeatureArguments feature = {};
  bool stream = false;
};

struct Result {
  features::FeatureMatrix matrix;
  double seconds = 0;  ///< of the recording
};

/// In bounded memory, however long the recording is.
Result stream(const Arguments& arguments, const features::Feature& feature) {
  if (arguments.sample_rate || arguments.resampling != audio::ResampleOptions{})
    throw core::InvalidOptions({.what = "--stream",
                                .got = "--sample-rate or --resampler beside it",
                                .expected = "an audio file, converted by soxr_hq",
                                .where = arguments.input.string()});
  audio::AudioReader reader(arguments.input);
  return {.matrix = features::stream_file(feature, reader), .seconds = reader.info().seconds()};
}

Result compute_whole(const Arguments& arguments, const features::Feature& feature) {
  const auto waveform = prepared(read_feature_input(arguments.input, arguments.sample_rate),
                                 feature.sample_rate(), arguments.input, arguments.resampling);
  return {.matrix = feature.compute(waveform.samples), .seconds = waveform.seconds()};
}

void compute(const Arguments& arguments, Console& console) {
  const auto options = features::parse_feature(feature_table(arguments.feature), "");
  const auto feature = features::make_feature(options);
  for (const std::string& warning : feature->warnings()) spdlog::warn("{}", warning);
  const auto [matrix, seconds] =
      arguments.stream ? stream(arguments, *feature) : compute_whole(arguments, *feature);
  const core::Array array = features::to_array(*feature, matrix);
  core::write_npy(arguments.output, array);

  const auto [low, high] = std::minmax_element(matrix.values.begin(), matrix.values.end());
  const double mean = std::accumulate(matrix.values.begin(), matrix.values.end(), 0.0) /
                      static_cast<double>(matrix.values.size());
  console.report(
      "features.compute",
      {{"input", arguments.input.string()},
       {"output", arguments.output.string()},
       {"feature", core::to_json(core::to_config(options))},
       {"seconds", seconds},
       {"bins", array.shape[0]},
       {"frames", matrix.frames},
       {"dtype", core::dtype_name(array.dtype)},
       {"minimum", *low},
       {"maximum", *high},
       {"mean", mean}},
      fmt::format("{}: {} bins, {} frames, {:.6g} to {:.6g}, mean {:.6g}\n",
                  arguments.output.string(), array.shape[0], matrix.frames, *low, *high, mean));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("INPUT", arguments->input, "an audio file, or a .npy file of float32 [time]")
      ->required();
  app.add_option("--feature", arguments->feature.name, "a name of pinna features list")
      ->required()
      ->type_name("NAME");
  app.add_option("-o,--output", arguments->output,
                 "the matrix, [bins, frames]: float32, or complex64 of complex features")
      ->required()
      ->type_name("OUT.npy");
  add_feature_settings(app, arguments->feature);
  app.add_option("--sample-rate", arguments->sample_rate, "of a .npy input [Hz]")->type_name("HZ");
  add_word_option(app, "--resampler", arguments->resampling.method,
                  "what converts the sample rate; sinc is torchaudio's");
  app.add_flag("--stream", arguments->stream,
               "decode and compute piece by piece, for recordings larger than memory");
  return [arguments](Console& console) { compute(*arguments, console); };
}

}  // namespace

Command features_compute_command() {
  return {{"features compute", "Computes a feature of one recording",
           "pinna features compute dog.wav --feature log_mel --preset librosa-0.11 -o dog.npy"},
          configure};
}

}  // namespace pinna::cli
