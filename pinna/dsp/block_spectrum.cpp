#include "pinna/dsp/block_spectrum.h"

#include <algorithm>
#include <array>
#include <string>

#include "pinna/core/error.h"
#include "pinna/dsp/scratch.h"

namespace pinna::dsp {
namespace {

constexpr int64_t most_lanes = 16;

/// A pointer to the samples of each frame: into the signal, or to a padded copy at its ends.
std::array<const float*, most_lanes> locate_frames(const FrameGrid& grid,
                                                   std::span<const float> signal,
                                                   int64_t first_frame, int64_t lanes) {
  thread_local Scratch padded;
  const auto length = static_cast<int64_t>(signal.size());
  const int64_t last_frame = grid.num_frames(length) - 1;
  std::array<const float*, most_lanes> frames;
  for (int64_t lane = 0; lane < lanes; ++lane) {
    const int64_t frame = std::min(first_frame + lane, last_frame);
    const int64_t first = grid.first_sample(frame);
    auto& target = frames[static_cast<size_t>(lane)];
    if (first >= 0 && first + grid.n_fft <= length) {
      target = signal.data() + first;
    } else if (first_frame + lane > last_frame) {
      target = frames[static_cast<size_t>(lane - 1)];
    } else {
      float* copy = padded.floats(lanes * grid.n_fft) + lane * grid.n_fft;
      grid.copy_frame(signal, frame, copy);
      target = copy;
    }
  }
  return frames;
}

/// Asks for the samples of the block after this one, while this one is computed: frames begin a hop
/// apart, a pattern that processors do not foresee.
void prefetch_next_block(const FrameGrid& grid, std::span<const float> signal, int64_t first_frame,
                         int64_t lanes) {
  constexpr int64_t line = 16;  // floats of a cache line
  const auto length = static_cast<int64_t>(signal.size());
  const int64_t begin = grid.first_sample(first_frame + lanes) + grid.n_fft - grid.hop_length;
  const int64_t end = std::min(length, begin + lanes * grid.hop_length);
  for (int64_t i = std::max<int64_t>(0, begin); i < end; i += line)
    __builtin_prefetch(signal.data() + i, 0, 2);
}

auto power_kernel(const Kernels& kernels, const RealFftTables<float>&) {
  return kernels.power_spectrum;
}
auto power_kernel(const Kernels& kernels, const RealFftTables<double>&) {
  return kernels.precise_power_spectrum;
}

}  // namespace

template <class Scalar>
BlockSpectrum::Transform<Scalar>::Transform(const std::vector<double>& window)
    : plan(static_cast<int64_t>(window.size())) {
  for (const double weight : window) halved_window.push_back(static_cast<Scalar>(weight / 2));
}

BlockSpectrum::AnyTransform BlockSpectrum::make_transform(const std::vector<double>& window,
                                                          Precision precision) {
  if (precision == Precision::float64)
    return AnyTransform(std::in_place_type<Transform<double>>, window);
  return AnyTransform(std::in_place_type<Transform<float>>, window);
}

BlockSpectrum::BlockSpectrum(const FrameGrid& grid, const std::vector<double>& window,
                             const Kernels& kernels, Precision precision)
    : grid_(grid), kernels_(kernels), transform_(make_transform(window, precision)) {
  if (kernels.lanes > most_lanes || grid.n_fft != static_cast<int64_t>(window.size()))
    throw core::Bug({.what = "window length",
                     .got = std::to_string(window.size()),
                     .expected = std::to_string(grid.n_fft)});
}

void BlockSpectrum::compute(std::span<const float> signal, int64_t first_frame,
                            float* power) const {
  thread_local Scratch work;
  const auto frames = locate_frames(grid_, signal, first_frame, kernels_.lanes);
  prefetch_next_block(grid_, signal, first_frame, kernels_.lanes);
  std::visit(
      [&](const auto& transform) {
        const auto& fft = transform.plan.tables();
        power_kernel(kernels_, fft)(fft, transform.halved_window.data(), frames.data(),
                                    work.floats(kernels_.work_floats(fft)), power);
      },
      transform_);
}

void BlockSpectrum::compute_complex(std::span<const float> signal, int64_t first_frame,
                                    float* spectrum) const {
  thread_local Scratch work;
  const auto frames = locate_frames(grid_, signal, first_frame, kernels_.lanes);
  const auto& transform = std::get<Transform<float>>(transform_);
  const auto& fft = transform.plan.tables();
  kernels_.complex_spectrum(fft, transform.halved_window.data(), frames.data(),
                            work.floats(kernels_.work_floats(fft)), spectrum);
}

}  // namespace pinna::dsp
