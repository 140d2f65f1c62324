#include "pinna/data/coloured_noise.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "pinna/dsp/scratch.h"
#include "pinna/dsp/transform_pair.h"

namespace pinna::data {
namespace {

constexpr int64_t loop_length = int64_t{1} << 18;
constexpr int64_t flat_below_bin = loop_length / 1000;
constexpr uint64_t loop_seed = 20;

/// Every colour of the same white noise, one a lane, [lanes, loop_length].
class NoiseLoops {
 public:
  NoiseLoops() {
    const dsp::TransformPair transform(loop_length);
    const std::vector<float> white = white_noise();
    const std::vector<const float*> frames(static_cast<size_t>(transform.lanes()), white.data());
    dsp::Scratch scratch;
    float* spectra = scratch.floats(transform.spectrum_floats());
    transform.forward(frames.data(), spectra);
    colour(transform, spectra);
    std::vector<float> lanes(static_cast<size_t>(transform.lanes() * loop_length));
    transform.inverse(spectra, lanes.data());
    lanes.resize(all_noise_colours.size() * static_cast<size_t>(loop_length));
    samples_ = std::move(lanes);
    for (const NoiseColour colour : all_noise_colours) normalise(loop(colour));
  }

  std::span<float> loop(NoiseColour colour) {
    return std::span(samples_).subspan(static_cast<size_t>(colour) * loop_length, loop_length);
  }

 private:
  static std::vector<float> white_noise() {
    core::Random random(loop_seed);
    std::vector<float> samples(static_cast<size_t>(loop_length));
    for (float& sample : samples) sample = static_cast<float>(random.normal());
    return samples;
  }

  static void colour(const dsp::TransformPair& transform, float* spectra) {
    const int64_t imaginary = transform.num_bins() * transform.lanes();
    for (int64_t bin = 0; bin < transform.num_bins(); ++bin)
      for (const NoiseColour colour : all_noise_colours) {
        const auto frequency =
            static_cast<double>(std::max(bin, flat_below_bin)) / static_cast<double>(loop_length);
        const auto gain = static_cast<float>(
            bin == 0 ? 0 : std::pow(frequency, slope_of(colour) / (20 * std::log10(2.0))));
        const int64_t at = bin * transform.lanes() + static_cast<int64_t>(colour);
        spectra[at] *= gain;
        spectra[imaginary + at] *= gain;
      }
  }

  static void normalise(std::span<float> loop) {
    double sum = 0;
    for (const float sample : loop) sum += double{sample} * sample;
    const auto scale = static_cast<float>(std::sqrt(static_cast<double>(loop.size()) / sum));
    for (float& sample : loop) sample *= scale;
  }

  std::vector<float> samples_;  ///< [colours, loop_length]
};

double active_mean_square(std::span<const float> waveform) {
  double sum = 0;
  int64_t count = 0;
  for (const float sample : waveform) {
    sum += double{sample} * sample;
    count += sample != 0;
  }
  return count > 0 ? sum / static_cast<double>(count) : 0;
}

}  // namespace

double slope_of(NoiseColour colour) {
  const double octave = 10 * std::log10(2.0);
  switch (colour) {
    case NoiseColour::white:
      break;
    case NoiseColour::pink:
      return -octave;
    case NoiseColour::brown:
      return -2 * octave;
    case NoiseColour::blue:
      return octave;
    case NoiseColour::violet:
      return 2 * octave;
  }
  return 0;
}

std::span<const float> noise_loop(NoiseColour colour) {
  static NoiseLoops loops;
  return loops.loop(colour);
}

void add_noise(std::span<float> waveform, NoiseColour colour, double snr_db, core::Random& random) {
  const auto gain =
      static_cast<float>(std::sqrt(active_mean_square(waveform) * std::pow(10, -snr_db / 10)));
  const std::span<const float> loop = noise_loop(colour);
  auto at = static_cast<size_t>(random.below(std::ssize(loop)));
  if (gain == 0) return;
  for (float& sample : waveform) {
    sample += gain * loop[at];
    if (++at == loop.size()) at = 0;
  }
}

}  // namespace pinna::data
