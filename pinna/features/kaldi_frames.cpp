#include "pinna/features/kaldi_frames.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "pinna/core/error.h"
#include "pinna/dsp/running_median.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

constexpr int64_t most_lanes = 16;
constexpr double largest_power = 1e30;
constexpr float smallest_energy = std::numeric_limits<float>::epsilon();

/// Distance of the frames in scratch; not a power of two, which would crowd the cache.
int64_t frame_stride(int64_t n_fft) {
  constexpr int64_t cache_line = 16;
  return (n_fft / cache_line + 2) * cache_line;
}

}  // namespace

KaldiFrames::KaldiFrames(const KaldiFrameOptions& options, const dsp::Kernels& kernels)
    : options_(options),
      kernels_(kernels),
      plan_(options.n_fft()),
      length_(options.frame_samples()),
      hop_(options.hop_samples()),
      before_(options.snip_edges ? 0 : length_ / 2 - hop_ / 2),
      window_(kaldi_window(options)) {
  using dsp::FrameRule;
  rule_ = {.length = static_cast<int32_t>(length_),
           .scale = static_cast<float>(options.scale),
           .offset = options.remove_dc_offset ? FrameRule::Offset::remove : FrameRule::Offset::keep,
           .energy = options.raw_energy ? FrameRule::Energy::raw : FrameRule::Energy::windowed,
           .preemphasis = static_cast<float>(options.preemphasis_coefficient),
           .window = window_.data()};
}

int64_t KaldiFrames::num_frames(int64_t num_samples) const {
  if (!options_.snip_edges) return (num_samples + hop_ / 2) / hop_;
  return num_samples < length_ ? 0 : 1 + (num_samples - length_) / hop_;
}

int64_t KaldiFrames::require_frames(int64_t num_samples) const {
  const int64_t frames = num_frames(num_samples);
  if (frames > 0) return frames;
  if (!options_.snip_edges) throw_too_short(num_samples, hop_ - hop_ / 2);
  throw_too_short(num_samples, length_,
                  "pad the clip, lower frame_length, or set snip_edges = false");
}

Locality KaldiFrames::locality() const {
  // What is mirrored at the end of a clip may begin one sample before the frame.
  const int64_t mirror = options_.snip_edges ? 0 : 1;
  return {.hop_length = hop_,
          .before = std::max<int64_t>(0, before_ + mirror),
          .after = length_ - before_};
}

const float* KaldiFrames::locate(std::span<const float> mono, int64_t frame, float* copy) const {
  const auto num_samples = static_cast<int64_t>(mono.size());
  const int64_t first = first_sample(frame);
  if (first >= 0 && first + length_ <= num_samples) return mono.data() + first;
  for (int64_t i = 0; i < length_; ++i)
    copy[i] = mono[static_cast<size_t>(dsp::mirrored_index(first + i, num_samples))];
  return copy;
}

float KaldiFrames::log_energy(float energy) const {
  return static_cast<float>(std::log(
      std::max(static_cast<double>(std::max(energy, smallest_energy)), options_.energy_floor)));
}

void KaldiFrames::compute(std::span<const float> mono, int64_t first_frame, float* power,
                          float* log_energies) const {
  thread_local dsp::Scratch frame_scratch, mirror_scratch, work;
  const int64_t stride = frame_stride(plan_.tables().n_fft);
  const int64_t last_frame = num_frames(static_cast<int64_t>(mono.size())) - 1;
  float* frame_memory = frame_scratch.floats(kernels_.lanes * stride);
  float* mirror_memory = mirror_scratch.floats(length_);
  std::array<const float*, most_lanes> frames;
  for (int64_t lane = 0; lane < kernels_.lanes; ++lane) {
    const auto slot = static_cast<size_t>(lane);
    if (first_frame + lane > last_frame) {
      frames[slot] = frames[slot - 1];
      log_energies[lane] = log_energies[lane - 1];
      continue;
    }
    float* frame = frame_memory + lane * stride;
    frames[slot] = frame;
    log_energies[lane] = log_energy(
        kernels_.prepare_frame(rule_, locate(mono, first_frame + lane, mirror_memory), frame));
    std::fill(frame + length_, frame + plan_.tables().n_fft, 0.0f);
  }
  kernels_.fftpack_power(plan_.tables(), frames.data(),
                         work.floats(kernels_.work_floats(plan_.tables())), power);
  if (kernels_.all_within(power, num_bins() * kernels_.lanes, static_cast<float>(largest_power)))
    return;
  require_usable(mono, std::sqrt(largest_power) / options_.scale /
                           (4 * static_cast<double>(plan_.tables().n_fft)));
  throw core::Bug({.what = "power spectrum", .got = "values beyond what samples can give"});
}

}  // namespace pinna::features
