#include "pinna/features/chroma_stft_options.h"

#include <array>

#include "pinna/dsp/chroma_bank.h"

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<ChromaStftOptions>{
        "pinna-1", "22.05 kHz, 1024 / 512, 12 pitch classes at A = 440 Hz, reflected ends", {}},
    Preset<ChromaStftOptions>{
        "librosa-0.11",
        "librosa.feature.chroma_stft, defaults of 0.11: the tuning is estimated",
        {.spectrum = librosa_spectrum(), .tuning = TuningWord::estimate}}};

}  // namespace

std::span<const Preset<ChromaStftOptions>> ChromaStftOptions::presets() {
  return preset_table;
}

ChromaStftOptions resolved(ChromaStftOptions options) {
  core::check_options(options);
  options.spectrum = resolved(options.spectrum);
  return options;
}

std::vector<float> chroma_bank(const ChromaStftOptions& options, double tuning) {
  return dsp::ChromaBank{.sample_rate = static_cast<double>(options.spectrum.sample_rate),
                         .n_fft = options.spectrum.n_fft,
                         .n_chroma = options.n_chroma,
                         .tuning = tuning,
                         .ctroct = options.ctroct,
                         .octwidth = options.octwidth,
                         .base_c = options.base_c}
      .weights();
}

}  // namespace pinna::features
