#include "pinna/data/weighted_level.h"

#include <algorithm>
#include <cmath>

#include "pinna/dsp/scratch.h"
#include "pinna/dsp/window.h"

namespace pinna::data {
namespace {

dsp::FrameGrid grid_of(int64_t sample_rate) {
  const int64_t n_fft = sample_rate <= 25000 ? 2048 : 4096;
  return {.n_fft = n_fft, .hop_length = n_fft / 2, .pad_mode = dsp::PadMode::constant};
}

}  // namespace

double a_weighting_db(double frequency_hz) {
  const double f2 = frequency_hz * frequency_hz;
  const auto pole = [&](double hz) { return f2 + hz * hz; };
  const double gain =
      12194.217 * 12194.217 * f2 * f2 /
      (pole(20.598997) * std::sqrt(pole(107.65265) * pole(737.86223)) * pole(12194.217));
  return 20 * std::log10(gain) + 2.0;
}

WeightedLevel::WeightedLevel(int64_t sample_rate)
    : spectrum_(grid_of(sample_rate),
                dsp::make_window(dsp::WindowShape::hann, dsp::WindowSymmetry::periodic,
                                 grid_of(sample_rate).n_fft)) {
  for (int64_t bin = 0; bin < spectrum_.num_bins(); ++bin) {
    const double hz = static_cast<double>(bin) * static_cast<double>(sample_rate) /
                      static_cast<double>(spectrum_.grid().n_fft);
    weights_.push_back(static_cast<float>(std::pow(10.0, a_weighting_db(hz) / 10)));
  }
}

double WeightedLevel::largest_db(std::span<const float> samples) const {
  thread_local dsp::Scratch scratch;
  float* power = scratch.floats(spectrum_.block_floats());
  const int64_t lanes = spectrum_.kernels().lanes;
  const int64_t num_frames = samples.empty() ? 0 : spectrum_.grid().num_frames(std::ssize(samples));
  std::vector<float> sums(static_cast<size_t>(lanes));
  float largest = 0;
  for (int64_t frame = 0; frame < num_frames; frame += lanes) {
    spectrum_.compute(samples, frame, power);
    std::ranges::fill(sums, 0.0F);
    for (size_t bin = 0; bin < weights_.size(); ++bin)
      for (size_t lane = 0; lane < sums.size(); ++lane)
        sums[lane] += weights_[bin] * power[bin * sums.size() + lane];
    largest = std::max(largest, *std::ranges::max_element(sums));
  }
  return 10 * std::log10(std::max<double>(largest, std::pow(10.0, floor_db / 10)));
}

}  // namespace pinna::data
