// The engine of the constant-Q family: every octave is measured with the same few short filters on
// a signal of half the rate of the octave above. Reference: librosa.vqt 0.11, recursive
// downsampling, early downsampling included.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "pinna/dsp/block_spectrum.h"
#include "pinna/dsp/kernels.h"
#include "pinna/dsp/wavelet_bank.h"
#include "pinna/features/constant_q_options.h"
#include "pinna/features/decimator.h"
#include "pinna/features/feature.h"

namespace pinna::features {

/// A block of frames of one octave's bins, [num_bins, lanes].
struct ConstantQBlock {
  int64_t first_bin = 0;
  int64_t num_bins = 0;
  int64_t first_frame = 0;
  int64_t count = 0;             ///< lanes that are frames
  const float* parts = nullptr;  ///< [2 num_bins, lanes]: real, then imaginary parts
  float* magnitudes = nullptr;   ///< may be changed
};

/// The transform at one tuning. Immutable once made; may serve any number of threads.
class ConstantQ {
 public:
  /// `options`: resolved. `tuning`: the one given or at most half a bin, for which resolved()
  /// checks.
  ConstantQ(const VqtOptions& options, double tuning, const dsp::Kernels& kernels);

  int64_t num_frames(int64_t num_samples) const;
  Locality locality() const;
  /// Calls `visit` with every block, octave by octave from the highest. BadData as for features.
  void compute(std::span<const float> mono,
               const std::function<void(const ConstantQBlock&)>& visit) const;

 private:
  struct Octave {
    int64_t first_bin;
    bool halves_before;  ///< whether the signal is decimated before this octave
    dsp::WaveletBank bank;
    std::unique_ptr<dsp::BlockSpectrum> spectrum;
  };

  void add_octaves(const VqtOptions& options, const dsp::WaveletSpec& spec, double rate,
                   int64_t hop_length);
  void compute_octave(const Octave& octave, std::span<const float> mono,
                      std::span<const float> signal, int64_t num_frames,
                      const std::function<void(const ConstantQBlock&)>& visit) const;

  const dsp::Kernels& kernels_;
  int64_t hop_length_;
  int64_t early_factor_;
  std::optional<Decimator> early_;  ///< before the first octave
  std::optional<Decimator> halving_;
  std::vector<Octave> octaves_;  ///< from the highest
};

}  // namespace pinna::features
