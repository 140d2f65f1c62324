// A second-order filter that may be retuned while it runs.
#pragma once

#include <cstdint>

namespace pinna::data {

/// State-variable filter, trapezoidal integration: stable under modulation (A. Simper, "Solving the
/// continuous SVF equations using trapezoidal integration", Cytomic 2013).
class Resonator {
 public:
  /// `q` 0.7 is flat, 10 and more rings. Frequencies are held below 0.45 * sample_rate.
  Resonator(double frequency_hz, double q, int64_t sample_rate);
  void tune(double frequency_hz, double q);

  double lowpass(double input);
  double highpass(double input);
  /// Gain 1 at the centre.
  double bandpass(double input);

 private:
  struct Outputs {
    double low, band, high;
  };
  Outputs advance(double input);

  double sample_rate_;
  double damping_ = 0;
  double a1_ = 0, a2_ = 0, a3_ = 0;
  double state1_ = 0, state2_ = 0;
};

}  // namespace pinna::data
