// pinna features invert SPECTRUM.npy -o OUT.wav
#include <filesystem>
#include <memory>
#include <optional>

#include "apps/cli/commands.h"
#include "apps/cli/features/feature_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/encode.h"
#include "pinna/core/error.h"
#include "pinna/core/npy.h"
#include "pinna/features/inverse_stft.h"
#include "pinna/features/matrix_array.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  fs::path input;
  fs::path output;
  std::optional<int64_t> length = std::nullopt;
  FeatureArguments feature = {.name = std::string(features::StftOptions::type_name)};
};

void invert(const Arguments& arguments, Console& console) {
  const auto options = std::get<features::StftOptions>(
      features::parse_feature(feature_table(arguments.feature), ""));
  const features::FeatureMatrix spectrum =
      features::complex_matrix(core::read_npy(arguments.input));
  const audio::Waveform waveform{
      .samples = features::InverseStft(options).compute(spectrum, arguments.length),
      .num_channels = 1,
      .sample_rate = options.spectrum.sample_rate};
  const bool keeps_values = audio::audio_format_of(arguments.output) == audio::AudioFormat::wav;
  audio::write_audio(arguments.output, waveform,
                     keeps_values ? audio::WavEncoding::float32 : audio::WavEncoding::pcm16);
  console.report("features.invert",
                 {{"input", arguments.input.string()},
                  {"output", arguments.output.string()},
                  {"samples", waveform.num_frames()},
                  {"sample_rate", waveform.sample_rate},
                  {"seconds", waveform.seconds()}},
                 fmt::format("{}: {} samples at {} Hz\n", arguments.output.string(),
                             waveform.num_frames(), waveform.sample_rate));
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  app.add_option("INPUT", arguments->input, "a .npy file of complex64 [bins, frames]")->required();
  app.add_option("-o,--output", arguments->output, "the waveform: .wav (float32), .flac or .ogg")
      ->required()
      ->type_name("OUT.wav");
  app.add_option("--length", arguments->length, "samples to write; default: all that frames cover")
      ->type_name("SAMPLES");
  add_feature_settings(app, arguments->feature);
  return [arguments](Console& console) { invert(*arguments, console); };
}

}  // namespace

Command features_invert_command() {
  return {{"features invert", "Makes a waveform of a complex spectrum that stft computed",
           "pinna features invert dog.npy --preset librosa-0.11 -o dog.wav"},
          configure};
}

}  // namespace pinna::cli
