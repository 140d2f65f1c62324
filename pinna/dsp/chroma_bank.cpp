#include "pinna/dsp/chroma_bank.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "pinna/dsp/vector_norm.h"

namespace pinna::dsp {
namespace {

/// The quotient's remainder with the sign of the divisor.
double wrapped(double value, double period) {
  return value - period * std::floor(value / period);
}

int64_t wrapped(int64_t value, int64_t period) {
  return (value % period + period) % period;
}

/// Pitch of each bin in classes above 27.5 Hz; bin 0 lies one and a half octaves below bin 1.
std::vector<double> bin_pitches(const ChromaBank& bank) {
  const auto n_chroma = static_cast<double>(bank.n_chroma);
  const double reference = 440 * std::exp2(bank.tuning / n_chroma) / 16;
  std::vector<double> pitches;
  for (int64_t bin = 0; bin < bank.n_fft; ++bin) {
    const double hz = static_cast<double>(std::max<int64_t>(bin, 1)) * bank.sample_rate /
                      static_cast<double>(bank.n_fft);
    pitches.push_back(n_chroma * (std::log2(hz / reference) - (bin == 0 ? 1.5 : 0)));
  }
  return pitches;
}

}  // namespace

std::vector<float> ChromaBank::weights() const {
  const std::vector<double> pitches = bin_pitches(*this);
  const auto classes = static_cast<double>(n_chroma);
  const double half = std::nearbyint(classes / 2);
  const int64_t num_bins = n_fft / 2 + 1;
  std::vector<float> weights(static_cast<size_t>(n_chroma * num_bins));
  std::vector<double> column(static_cast<size_t>(n_chroma));
  for (int64_t bin = 0; bin < num_bins; ++bin) {
    const auto i = static_cast<size_t>(bin);
    const double width = i + 1 < pitches.size() ? std::max(pitches[i + 1] - pitches[i], 1.0) : 1.0;
    for (size_t c = 0; c < column.size(); ++c) {
      const double distance =
          wrapped(pitches[i] - static_cast<double>(c) + half + 10 * classes, classes) - half;
      column[c] = std::exp(-0.5 * std::pow(2 * distance / width, 2));
    }
    double gain = 1 / vector_size(column, 2.0);
    if (octwidth) gain *= std::exp(-0.5 * std::pow((pitches[i] / classes - ctroct) / *octwidth, 2));
    for (int64_t c = 0; c < n_chroma; ++c) {
      const int64_t row = wrapped(base_c ? c - 3 * (n_chroma / 12) : c, n_chroma);
      weights[static_cast<size_t>(row * num_bins + bin)] =
          static_cast<float>(column[static_cast<size_t>(c)] * gain);
    }
  }
  return weights;
}

std::vector<float> ConstantQFold::weights() const {
  const int64_t merged = bins_per_octave / n_chroma;
  const double midi = 12 * (std::log2(f_min) - std::log2(440.0)) + 69;
  const auto first_class = static_cast<int64_t>(
      std::nearbyint(wrapped(midi, 12.0) * (static_cast<double>(n_chroma) / 12)));
  std::vector<float> weights(static_cast<size_t>(n_chroma * n_bins));
  for (int64_t bin = 0; bin < n_bins; ++bin) {
    const int64_t in_octave = (bin + merged / 2) % bins_per_octave;
    const int64_t row = (in_octave / merged + first_class) % n_chroma;
    weights[static_cast<size_t>(row * n_bins + bin)] = 1;
  }
  return weights;
}

std::vector<std::string> pitch_class_names(int64_t n_chroma, bool base_c) {
  if (n_chroma != 12) return {};
  std::vector<std::string> names{"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"};
  if (!base_c) std::rotate(names.begin(), names.begin() + 9, names.end());
  return names;
}

}  // namespace pinna::dsp
