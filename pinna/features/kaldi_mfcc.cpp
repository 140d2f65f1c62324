#include "pinna/features/kaldi_mfcc.h"

#include <algorithm>

#include <fmt/format.h>

namespace pinna::features {
namespace {

KaldiFbankOptions bands_of(const KaldiMfccOptions& options) {
  return {.mel = options.mel, .use_energy = options.use_energy, .htk_compat = true};
}

}  // namespace

KaldiMfcc::KaldiMfcc(const KaldiMfccOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      fbank_(bands_of(options_), kernels),
      matrix_(kaldi_mfcc_matrix(options_)) {}

void KaldiMfcc::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local FeatureMatrix bands;
  fbank_.compute_into(mono, bands);
  output.reshape(num_bins(), bands.frames);
  fbank_.kernels().mix_rows({.weights = matrix_.data(),
                             .num_outputs = static_cast<int32_t>(output.bins),
                             .num_inputs = static_cast<int32_t>(options_.mel.num_mel_bins)},
                            bands.values.data(), bands.frames, output.values.data());
  if (options_.use_energy)
    std::ranges::copy(bands.row(bands.bins - 1), &output.at(options_.zeroth_row(), 0));
  if (options_.subtract_mean) subtract_row_means(output);
}

Locality KaldiMfcc::locality() const {
  Locality locality = fbank_.locality();
  if (options_.subtract_mean)
    locality.whole_clip = "subtract_mean counts from the whole clip: set subtract_mean = false";
  return locality;
}

BinAxis KaldiMfcc::bin_axis() const {
  BinAxis axis{.quantity = "coefficient"};
  for (int64_t n = 1; n < options_.num_ceps; ++n) axis.names.push_back(fmt::format("{}", n));
  axis.names.insert(axis.names.begin() + options_.zeroth_row(),
                    options_.use_energy ? "energy" : "0");
  return axis;
}

}  // namespace pinna::features
