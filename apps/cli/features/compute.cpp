// pinna features compute INPUT --feature NAME -o OUT.npy
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
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

/// What is reported of a matrix, gathered piece by piece; frames without a pitch are not a number
/// and count as frames only.
struct Summary {
  double seconds = 0;  ///< of the recording
  int64_t frames = 0;
  float minimum = std::numeric_limits<float>::infinity();
  float maximum = -std::numeric_limits<float>::infinity();
  double sum = 0;
  double count = 0;

  void add(const features::FeatureMatrix& matrix) {
    frames += matrix.frames;
    for (const float value : matrix.values) {
      if (std::isnan(value)) continue;
      minimum = std::min(minimum, value);
      maximum = std::max(maximum, value);
      sum += value;
      ++count;
    }
  }
};

/// In bounded memory, however long the recording is.
Summary stream(const Arguments& arguments, const features::Feature& feature) {
  if (arguments.sample_rate || arguments.resampling != audio::ResampleOptions{})
    throw core::InvalidOptions({.what = "--stream",
                                .got = "--sample-rate or --resampler beside it",
                                .expected = "an audio file, converted by soxr_hq",
                                .where = arguments.input.string()});
  audio::AudioReader reader(arguments.input);
  Summary summary{.seconds = reader.info().seconds()};
  core::write_npy_columns(arguments.output, features::array_type(feature),
                          features::array_bins(feature), [&](const core::AppendColumns& append) {
                            features::stream_file(feature, reader,
                                                  [&](const features::FeatureMatrix& frames) {
                                                    summary.add(frames);
                                                    append(features::to_array(feature, frames));
                                                  });
                          });
  return summary;
}

Summary compute_whole(const Arguments& arguments, const features::Feature& feature) {
  const auto waveform = prepared(read_feature_input(arguments.input, arguments.sample_rate),
                                 feature.sample_rate(), arguments.input, arguments.resampling);
  const features::FeatureMatrix matrix = feature.compute(waveform.samples);
  core::write_npy(arguments.output, features::to_array(feature, matrix));
  Summary summary{.seconds = waveform.seconds()};
  summary.add(matrix);
  return summary;
}

void check_output(const Arguments& arguments) {
  std::error_code no_such_file;
  if (fs::equivalent(arguments.input, arguments.output, no_such_file))
    throw core::InvalidOptions({.what = "--output",
                                .got = arguments.output.string(),
                                .expected = "another file than INPUT"});
  require_npy(arguments.output);
}

std::string values_text(const Summary& summary) {
  if (summary.count == 0) return "no value that is a number";
  return fmt::format("{:.6g} to {:.6g}, mean {:.6g}", summary.minimum, summary.maximum,
                     summary.sum / summary.count);
}

void compute(const Arguments& arguments, Console& console) {
  check_output(arguments);
  const auto options = features::parse_feature(feature_table(arguments.feature), "");
  const auto feature = features::make_feature(options);
  for (const std::string& warning : feature->warnings()) spdlog::warn("{}", warning);
  const Summary summary =
      arguments.stream ? stream(arguments, *feature) : compute_whole(arguments, *feature);
  const int64_t bins = features::array_bins(*feature);
  console.report("features.compute",
                 {{"input", arguments.input.string()},
                  {"output", arguments.output.string()},
                  {"feature", core::to_json(core::to_config(options))},
                  {"seconds", summary.seconds},
                  {"bins", bins},
                  {"frames", summary.frames},
                  {"dtype", core::dtype_name(features::array_type(*feature))},
                  {"minimum", summary.minimum},
                  {"maximum", summary.maximum},
                  {"mean", summary.sum / summary.count}},
                 fmt::format("{}: {} bins, {} frames, {}\n", arguments.output.string(), bins,
                             summary.frames, values_text(summary)));
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
