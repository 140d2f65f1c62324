#include "pinna/features/decimator.h"

#include <algorithm>
#include <cmath>

#include "pinna/audio/resample.h"
#include "pinna/dsp/scratch.h"

namespace pinna::features {
namespace {

/// The filter reaches less far, in samples of the result.
constexpr int64_t probed = 128;
/// Weights that matter, relative to the largest: above what single precision leaves of a zero.
constexpr float least_weight = 3e-7f;

/// The answers around sample `probed` to an impulse at probed * factor + phase.
std::vector<float> impulse_response(int64_t factor, int64_t phase) {
  audio::Waveform impulse{.samples = std::vector<float>(static_cast<size_t>(2 * probed * factor)),
                          .sample_rate = factor};
  impulse.samples[static_cast<size_t>(probed * factor + phase)] = 1;
  return audio::resample(impulse, 1).samples;
}

/// Samples on either side of `probed` that differ from 0.
int64_t half_width(const std::vector<std::vector<float>>& responses) {
  float largest = 0;
  for (const auto& response : responses)
    for (const float value : response) largest = std::max(largest, std::abs(value));
  int64_t half = 0;
  for (const auto& response : responses)
    for (int64_t i = 0; i < static_cast<int64_t>(response.size()); ++i)
      if (std::abs(response[static_cast<size_t>(i)]) > least_weight * largest)
        half = std::max(half, std::abs(i - probed));
  return std::min(half, probed - 1);
}

}  // namespace

Decimator::Decimator(int64_t factor) : factor_(factor), half_(probed) {
  if (factor != 2) return;
  const std::vector<std::vector<float>> responses{impulse_response(2, 0), impulse_response(2, 1)};
  half_ = half_width(responses);
  const auto gain = std::sqrt(2.0f);
  for (const std::vector<float>& response : responses)
    for (int64_t i = -half_; i <= half_; ++i)
      weights_.push_back(gain * response[static_cast<size_t>(probed - i)]);
}

void Decimator::apply(std::span<const float> input, std::vector<float>& output,
                      const dsp::Kernels& kernels) const {
  if (weights_.empty()) return resample(input, output);
  thread_local dsp::Scratch phase_scratch, sum_scratch;
  const auto length = static_cast<int64_t>(input.size());
  const int64_t count = (length + 1) / 2;
  // Whole vectors of sums: those beyond `count` are not read.
  const int64_t padded_count = (count + kernels.lanes - 1) / kernels.lanes * kernels.lanes;
  const int64_t num_weights = 2 * half_ + 1;
  float* phase = phase_scratch.floats(padded_count + num_weights);
  float* sums = sum_scratch.floats(padded_count);
  std::fill_n(sums, padded_count, 0.0f);
  for (int64_t p = 0; p < 2; ++p) {
    const int64_t available = (length - p + 1) / 2;
    std::fill_n(phase, half_, 0.0f);
    for (int64_t i = 0; i < available; ++i)
      phase[half_ + i] = input[static_cast<size_t>(2 * i + p)];
    std::fill(phase + half_ + available, phase + padded_count + num_weights, 0.0f);
    kernels.correlate(weights_.data() + p * num_weights, num_weights, phase, padded_count, sums);
  }
  output.assign(sums, sums + count);
}

void Decimator::resample(std::span<const float> input, std::vector<float>& output) const {
  const audio::Waveform waveform{.samples = {input.begin(), input.end()}, .sample_rate = factor_};
  output = audio::resample(waveform, 1).samples;
  const auto gain = std::sqrt(static_cast<float>(factor_));
  for (float& sample : output) sample *= gain;
}

}  // namespace pinna::features
