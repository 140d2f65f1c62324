#include "pinna/dsp/convolve.h"

#include <algorithm>
#include <array>

#include "pinna/dsp/scratch.h"
#include "pinna/dsp/transform_length.h"
#include "pinna/dsp/transform_pair.h"

namespace pinna::dsp {
namespace {

constexpr size_t most_lanes = 16;
using Frames = std::array<const float*, most_lanes>;

/// a *= b, numbers of `count` real parts followed by as many imaginary ones.
void multiply(float* a, const float* b, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    const float re = a[i] * b[i] - a[count + i] * b[count + i];
    a[count + i] = a[i] * b[count + i] + a[count + i] * b[i];
    a[i] = re;
  }
}

}  // namespace

std::vector<float> convolve(std::span<const float> signal, std::span<const float> response,
                            const Kernels& kernels) {
  thread_local Scratch signal_scratch, response_scratch;
  std::vector<float> result(signal.size());
  if (signal.empty() || response.empty()) return result;
  const auto length = std::ssize(signal);
  const int64_t block = (length + kernels.lanes - 1) / kernels.lanes;
  const TransformPair transform(quick_transform_length(block + std::ssize(response) - 1), kernels);
  const int64_t n = transform.n_fft();

  std::vector<float> blocks(static_cast<size_t>(kernels.lanes * n));
  std::vector<float> padded_response(response.begin(), response.end());
  padded_response.resize(static_cast<size_t>(n));
  Frames block_frames{}, response_frames{};
  for (int64_t lane = 0; lane < kernels.lanes; ++lane) {
    const int64_t start = std::min(lane * block, length), end = std::min(start + block, length);
    std::copy(signal.begin() + start, signal.begin() + end, blocks.begin() + lane * n);
    block_frames[static_cast<size_t>(lane)] = blocks.data() + lane * n;
    response_frames[static_cast<size_t>(lane)] = padded_response.data();
  }
  float* spectra = signal_scratch.floats(transform.spectrum_floats());
  float* responses = response_scratch.floats(transform.spectrum_floats());
  transform.forward(block_frames.data(), spectra);
  transform.forward(response_frames.data(), responses);
  multiply(spectra, responses, transform.num_bins() * kernels.lanes);
  transform.inverse(spectra, blocks.data());

  for (int64_t lane = 0; lane < kernels.lanes; ++lane)
    for (int64_t i = 0, at = lane * block; i < n && at < length; ++i, ++at)
      result[static_cast<size_t>(at)] += blocks[static_cast<size_t>(lane * n + i)];
  return result;
}

}  // namespace pinna::dsp
