#include "pinna/features/stft.h"

#include <algorithm>

#include "pinna/dsp/flush_denormals.h"
#include "pinna/dsp/scratch.h"
#include "pinna/features/spectrogram.h"

namespace pinna::features {
namespace {

/// Times full scale; the sums of a transform stay far below the largest float.
constexpr double largest_sample = 1e30;

}  // namespace

Stft::Stft(const StftOptions& options, const dsp::Kernels& kernels)
    : options_(resolved(options)),
      spectrum_(frame_grid(options_.spectrum), analysis_window(options_.spectrum), kernels) {}

int64_t Stft::num_frames(int64_t num_samples) const {
  return spectrum_.grid().num_frames(num_samples);
}

Locality Stft::locality() const {
  return locality_of(spectrum_.grid());
}

BinAxis Stft::bin_axis() const {
  BinAxis axis = spectrum_axis(options_.spectrum);
  const auto bins = static_cast<int64_t>(axis.centers.size());
  for (int64_t bin = 0; bin < bins; ++bin) axis.centers.push_back(options_.spectrum.bin_hz(bin));
  return axis;
}

void Stft::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local dsp::Scratch scratch;
  const dsp::FlushDenormals flush;
  const auto num_samples = static_cast<int64_t>(mono.size());
  const int64_t frames = num_frames(num_samples), lanes = spectrum_.kernels().lanes;
  require_frames(spectrum_.grid(), num_samples);
  require_usable(mono, largest_sample);
  output.reshape(num_bins(), frames);
  float* block = scratch.floats(2 * spectrum_.block_floats());
  for (int64_t frame = 0; frame < frames; frame += lanes) {
    spectrum_.compute_complex(mono, frame, block);
    spectrum_.kernels().store_rows(block, output.bins, std::min(lanes, frames - frame),
                                   output.values.data() + frame, output.frames);
  }
}

}  // namespace pinna::features
