#include "pinna/features/lfcc.h"

#include "pinna/features/log_mel.h"

namespace pinna::features {

Lfcc::Lfcc(const LfccOptions& options, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<LogMel>(resolved(options).bands(), kernels)),
      options_(resolved(options)),
      matrix_(lfcc_matrix(options_)) {}

std::vector<std::string> Lfcc::warnings() const {
  return empty_band_warnings(mel_bank(options_.bands().mel), options_.spectrum, "n_filter");
}

void Lfcc::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  kernels().mix_rows({.weights = matrix_.data(),
                      .num_outputs = static_cast<int32_t>(output.bins),
                      .num_inputs = static_cast<int32_t>(source.bins)},
                     source.values.data(), source.frames, output.values.data());
}

}  // namespace pinna::features
