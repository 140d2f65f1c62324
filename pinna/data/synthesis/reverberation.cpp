#include "pinna/data/synthesis/reverberation.h"

#include <cmath>

namespace pinna::data {

Reverberation::Reverberation(double decay_seconds, double size, int64_t sample_rate) {
  // Ratios without common factors keep the echoes apart.
  constexpr std::array line_seconds{0.0137, 0.0171, 0.0213, 0.0259};
  for (size_t i = 0; i < lines_.size(); ++i) {
    const double seconds = size * line_seconds[i];
    lines_[i].samples.resize(1 + static_cast<size_t>(seconds * static_cast<double>(sample_rate)));
    lines_[i].gain = std::pow(1e-3, seconds / decay_seconds);
  }
}

double Reverberation::next(double input) {
  constexpr double brightness = 0.7;
  std::array<double, 4> out;
  for (size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    line.damped += brightness * (line.samples[line.position] - line.damped);
    out[i] = line.gain * line.damped;
  }
  const double sum01 = out[0] + out[1], difference01 = out[0] - out[1];
  const double sum23 = out[2] + out[3], difference23 = out[2] - out[3];
  const std::array mixed{sum01 + sum23, difference01 + difference23, sum01 - sum23,
                         difference01 - difference23};
  for (size_t i = 0; i < lines_.size(); ++i) {
    Line& line = lines_[i];
    line.samples[line.position] = input + 0.5 * mixed[i];
    line.position = (line.position + 1) % line.samples.size();
  }
  return 0.5 * (out[0] + out[1] + out[2] + out[3]);
}

}  // namespace pinna::data
