// Onset strength: how much the bands of a log-mel spectrogram rise from frame to frame. Reference:
// librosa.onset.onset_strength 0.11; Böck and Widmer, Maximum filter vibrato suppression for onset
// detection, DAFx 2013.
#pragma once

#include <string>

#include "pinna/features/onset_strength_options.h"
#include "pinna/features/spectral_feature.h"

namespace pinna::features {

/// [1, frames], >= 0: the mean over bands of max(0, S[f] - S[f - lag]), delayed by the options'
/// delay(). The first lag + delay() frames are 0.
class OnsetStrength : public DerivedFeature {
 public:
  explicit OnsetStrength(const OnsetStrengthOptions& options,
                         const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_bins() const override { return 1; }
  Locality locality() const override { return widened(options_.lag + options_.delay(), 0); }
  BinAxis bin_axis() const override { return {.quantity = "onset strength"}; }
  std::string value_unit() const override { return source().value_unit(); }
  void derive(const FeatureMatrix& source, FeatureMatrix& output) const override;

  /// Resolved.
  const OnsetStrengthOptions& options() const { return options_; }

 private:
  OnsetStrengthOptions options_;
};

}  // namespace pinna::features
