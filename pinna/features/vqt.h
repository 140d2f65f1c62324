// Constant-Q and variable-Q spectrograms: one bin a note or less, each measured with a filter that
// fits its frequency. Reference: librosa.cqt and librosa.vqt 0.11.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "pinna/features/constant_q.h"
#include "pinna/features/constant_q_options.h"
#include "pinna/features/feature.h"
#include "pinna/features/levels.h"
#include "pinna/features/tuning.h"

namespace pinna::features {

/// [n_bins, frames], or [2 n_bins, frames] where part = complex.
class Vqt : public Feature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit Vqt(const VqtOptions& options, const dsp::Kernels& kernels = dsp::kernels());
  explicit Vqt(const CqtOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override;
  int64_t num_frames(int64_t num_samples) const override;
  int64_t sample_rate() const override { return options_.constant_q.sample_rate; }
  Locality locality() const override;
  /// Where the tuning is estimated, the centres are those at 440 Hz.
  BinAxis bin_axis() const override;
  std::string value_unit() const override { return levels_.unit(); }
  bool is_complex() const override { return options_.constant_q.part == ConstantQPart::complex; }

 private:
  const ConstantQ& engine_for(std::span<const float> mono) const;
  void store(const ConstantQBlock& block, dsp::Extremes& range, FeatureMatrix& output) const;

  VqtOptions options_;
  const dsp::Kernels& kernels_;
  Levels levels_;
  TuningCache<ConstantQ> engines_;
  const ConstantQ& nominal_;
  std::optional<ClipTuning> clip_tuning_;  ///< where the tuning is estimated
};

}  // namespace pinna::features
