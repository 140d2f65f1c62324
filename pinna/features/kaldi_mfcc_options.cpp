#include "pinna/features/kaldi_mfcc_options.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include <fmt/format.h>

#include "pinna/dsp/cosine_transform.h"

namespace pinna::features {
namespace {

const std::array preset_table{
    Preset<KaldiMfccOptions>{"pinna-1", "the settings of kaldi", {}},
    Preset<KaldiMfccOptions>{
        "kaldi", "torchaudio.compliance.kaldi.mfcc, defaults of 0.13, of 16-bit samples", {}}};

/// What coefficient n is multiplied with.
double weight(const KaldiMfccOptions& options, int64_t n) {
  if (n == 0) return options.htk_compat ? std::numbers::sqrt2 : 1;
  const double lifter = options.cepstral_lifter;
  if (lifter == 0) return 1;
  return 1 + lifter / 2 * std::sin(std::numbers::pi * static_cast<double>(n) / lifter);
}

}  // namespace

std::span<const Preset<KaldiMfccOptions>> KaldiMfccOptions::presets() {
  return preset_table;
}

KaldiMfccOptions resolved(KaldiMfccOptions options) {
  core::check_options(options);
  options.mel = resolved(options.mel);
  if (options.num_ceps > options.mel.num_mel_bins)
    throw core::InvalidOptions(
        {.what = "num_ceps",
         .got = std::to_string(options.num_ceps),
         .expected = fmt::format("at most num_mel_bins = {}", options.mel.num_mel_bins),
         .fix = "raise num_mel_bins or keep fewer coefficients"});
  return options;
}

std::vector<float> kaldi_mfcc_matrix(const KaldiMfccOptions& options) {
  const int64_t bands = options.mel.num_mel_bins;
  const std::vector<float> cosines =
      dsp::cosine_matrix({.num_coefficients = options.num_ceps, .num_inputs = bands});
  std::vector<float> matrix(cosines.size());
  for (int64_t n = 0; n < options.num_ceps; ++n) {
    const int64_t row = n == 0 ? options.zeroth_row() : n - (options.htk_compat ? 1 : 0);
    std::transform(cosines.begin() + n * bands, cosines.begin() + (n + 1) * bands,
                   matrix.begin() + row * bands,
                   [&](float cosine) { return static_cast<float>(cosine * weight(options, n)); });
  }
  return matrix;
}

}  // namespace pinna::features
