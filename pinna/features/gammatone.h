// Gammatone cochleagram: the waveform through filters like the ear's, in the time domain, and the
// energy of each output frame by frame. References: dsp/gammatone_bank.h.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "pinna/dsp/gammatone_bank.h"
#include "pinna/features/feature.h"
#include "pinna/features/filter_energies.h"
#include "pinna/features/gammatone_options.h"
#include "pinna/features/levels.h"

namespace pinna::features {

/// [n_filters, frames]: (mean of the squared output)^(power / 2), then levels. A sine of amplitude
/// a at a filter's centre gives a^2 / 2 for power 2.
class Gammatone : public Feature {
 public:
  /// Throws InvalidOptions that names the field; see resolved().
  explicit Gammatone(const GammatoneOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  void compute_into(std::span<const float> mono, FeatureMatrix& output) const override;
  int64_t num_bins() const override { return options_.n_filters; }
  int64_t num_frames(int64_t num_samples) const override { return grid_.num_frames(num_samples); }
  int64_t sample_rate() const override { return options_.sample_rate; }
  /// Not local: filters remember all samples before. make_stream() carries their state instead.
  Locality locality() const override;
  double first_frame_center() const override { return grid_.first_center(); }
  std::unique_ptr<FeatureStream> make_stream() const override;
  BinAxis bin_axis() const override;
  std::string value_unit() const override { return levels_.unit(); }

  const dsp::FrameGrid& grid() const { return grid_; }
  /// Before the first sample, the silence that centred frames begin with included.
  void start(FilterEnergies& energies) const;
  /// Filters samples (nullptr: silence) and writes the frames that they complete from `column` on,
  /// before the limits of a clip; `range` collects their extremes. Returns the next column.
  int64_t add(const float* samples, int64_t count, FilterEnergies& energies, dsp::Extremes& range,
              FeatureMatrix& output, int64_t column) const;
  /// The limits that `range` sets; see Levels::finish.
  void limit(const dsp::Extremes& range, FeatureMatrix& output) const {
    levels_.finish(range, output);
  }

 private:
  GammatoneOptions options_;
  dsp::FrameGrid grid_;
  dsp::GammatoneBank bank_;
  Levels levels_;
};

}  // namespace pinna::features
