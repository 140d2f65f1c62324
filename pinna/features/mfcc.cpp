#include "pinna/features/mfcc.h"

#include "pinna/features/log_mel.h"

namespace pinna::features {

Mfcc::Mfcc(const MfccOptions& options, const dsp::Kernels& kernels)
    : DerivedFeature(std::make_unique<LogMel>(options.log_mel, kernels)),
      options_(resolved(options)),
      matrix_(mfcc_matrix(options_)) {}

void Mfcc::derive(const FeatureMatrix& source, FeatureMatrix& output) const {
  kernels().mix_rows({.weights = matrix_.data(),
                      .num_outputs = static_cast<int32_t>(output.bins),
                      .num_inputs = static_cast<int32_t>(source.bins)},
                     source.values.data(), source.frames, output.values.data());
}

}  // namespace pinna::features
