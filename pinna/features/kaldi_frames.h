// The power spectra and energies of frames that are prepared as Kaldi does. Every operation up to
// the spectrum is rounded as in the reference, because bands that a lossy codec emptied hold
// nothing but the rounding errors of their transform. References: torchaudio.compliance.kaldi 0.13
// on a processor with AVX2; Kaldi's feature-window.cc.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "pinna/dsp/fftpack_plan.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/feature.h"
#include "pinna/features/kaldi_options.h"

namespace pinna::features {

/// Immutable once made; may serve any number of threads.
class KaldiFrames {
 public:
  /// Takes resolved options.
  explicit KaldiFrames(const KaldiFrameOptions& options,
                       const dsp::Kernels& kernels = dsp::kernels());

  /// With snip_edges, as many whole frames as fit; otherwise one for each frame_shift, rounded, the
  /// samples beyond the ends mirrored with the end sample repeated.
  int64_t num_frames(int64_t num_samples) const;
  /// BadData if the clip has no frame.
  int64_t require_frames(int64_t num_samples) const;
  Locality locality() const;
  /// The middle of frame 0 [samples].
  double first_center() const {
    return static_cast<double>(length_) / 2 - static_cast<double>(before_);
  }
  const dsp::Kernels& kernels() const { return kernels_; }
  int64_t num_bins() const { return plan_.tables().num_bins; }

  /// power [num_bins, lanes], aligned: |X|^2 of the frames from first_frame on; log_energies
  /// [lanes]. Lanes beyond the last frame repeat it. BadData for samples that are no numbers or
  /// whose power overflows.
  void compute(std::span<const float> mono, int64_t first_frame, float* power,
               float* log_energies) const;

 private:
  int64_t first_sample(int64_t frame) const { return frame * hop_ - before_; }
  const float* locate(std::span<const float> mono, int64_t frame, float* copy) const;
  float log_energy(float energy) const;

  KaldiFrameOptions options_;
  const dsp::Kernels& kernels_;
  dsp::FftpackPlan plan_;
  int64_t length_;
  int64_t hop_;
  int64_t before_;  ///< samples of frame 0 before the clip; negative where it starts later
  std::vector<float> window_;
  dsp::FrameRule rule_;
};

}  // namespace pinna::features
