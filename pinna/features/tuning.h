// How far a recording is tuned from A = 440 Hz, from the peaks of its spectra. Reference:
// librosa.estimate_tuning, piptrack and pitch_tuning 0.11.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "pinna/dsp/block_spectrum.h"

namespace pinna::features {

/// Collects the peaks of a clip's spectra between 150 Hz and 4 kHz.
class TuningEstimator {
 public:
  /// Starts a clip. `num_bins`: of its spectra, from 0 to half the sample rate.
  void begin(double sample_rate, int64_t num_bins);
  /// The first `count` lanes of spectra [num_bins, lanes], magnitudes or powers.
  void add(const float* spectra, int64_t lanes, int64_t count);
  /// In [-0.5, 0.5) bins, in steps of 0.01: the commonest deviation of the stronger half of the
  /// peaks. 0 for a clip without peaks.
  double estimate(int64_t bins_per_octave);

 private:
  struct Peak {
    float hz;
    float height;
  };
  void add_peak(const float* middle, int64_t lanes, int64_t bin);

  double bin_hz_ = 0;
  double limit_hz_ = 0;
  int64_t num_bins_ = 0;
  std::vector<Peak> peaks_;
  std::vector<float> heights_;
};

/// Estimates the tuning of clips from magnitudes of 2048 samples every 512. Immutable once made;
/// may serve any number of threads.
class ClipTuning {
 public:
  explicit ClipTuning(const dsp::Kernels& kernels);

  /// BadData as for features.
  double estimate(std::span<const float> mono, double sample_rate, int64_t bins_per_octave) const;

 private:
  dsp::BlockSpectrum spectrum_;
};

/// What a feature designs for a tuning: made when first needed and kept, one for each of the
/// hundred tunings that an estimate can give.
template <class T>
class TuningCache {
 public:
  explicit TuningCache(std::function<std::unique_ptr<const T>(double tuning)> make)
      : make_(std::move(make)) {}

  const T& at(double tuning) const {
    const std::lock_guard lock(mutex_);
    std::unique_ptr<const T>& design = designs_[tuning];
    if (!design) design = make_(tuning);
    return *design;
  }

 private:
  std::function<std::unique_ptr<const T>(double)> make_;
  mutable std::mutex mutex_;
  mutable std::map<double, std::unique_ptr<const T>> designs_;
};

}  // namespace pinna::features
