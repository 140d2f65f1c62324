#include "pinna/dsp/frequency_scale.h"

#include <cmath>

namespace pinna::dsp {
namespace {

constexpr double slaney_hz_per_mel = 200.0 / 3;
constexpr double slaney_knee_hz = 1000;
constexpr double slaney_knee_mel = slaney_knee_hz / slaney_hz_per_mel;
const double slaney_log_step = std::log(6.4) / 27;

template <class Real>
Real position_to_hz(Real position, FrequencyScale scale) {
  switch (scale) {
    case FrequencyScale::htk:
      return Real(700) * (std::pow(Real(10), position / Real(2595)) - Real(1));
    case FrequencyScale::slaney:
      if (position < Real(slaney_knee_mel)) return Real(slaney_hz_per_mel) * position;
      return Real(slaney_knee_hz) *
             std::exp(Real(slaney_log_step) * (position - Real(slaney_knee_mel)));
    case FrequencyScale::linear:
      return position;
  }
  throw core::Bug({.what = "unknown frequency scale"});
}

}  // namespace

double hz_to_scale(double hz, FrequencyScale scale) {
  switch (scale) {
    case FrequencyScale::htk:
      return 2595 * std::log10(1 + hz / 700);
    case FrequencyScale::slaney:
      if (hz < slaney_knee_hz) return hz / slaney_hz_per_mel;
      return slaney_knee_mel + std::log(hz / slaney_knee_hz) / slaney_log_step;
    case FrequencyScale::linear:
      return hz;
  }
  throw core::Bug({.what = "unknown frequency scale"});
}

double scale_to_hz(double position, FrequencyScale scale) {
  return position_to_hz(position, scale);
}

float scale_to_hz(float position, FrequencyScale scale) {
  return position_to_hz(position, scale);
}

}  // namespace pinna::dsp
