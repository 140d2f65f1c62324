// Options of pYIN, in librosa's words.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "pinna/core/options.h"
#include "pinna/features/pitch_options.h"
#include "pinna/features/preset.h"

namespace pinna::features {

/// f0: the pitch [Hz]. voiced_flag: 1 for voiced frames, 0 for others. voiced_prob: the probability
/// that a frame is voiced, before frames are compared with their neighbours.
enum class PyinOutput { f0, voiced_flag, voiced_prob };
/// What stands for the pitch of frames without one.
enum class UnvoicedPitch { nan, zero };

/// Defaults are the preset `pinna-1`.
struct PyinOptions {
  static constexpr std::string_view type_name = "pyin";
  static constexpr std::string_view meaning =
      "fundamental frequency where there is voice, tracked over the clip";

  PitchOptions pitch = {};
  PyinOutput output = PyinOutput::f0;
  UnvoicedPitch unvoiced = UnvoicedPitch::zero;
  int64_t n_thresholds = 100;
  double beta_a = 2;
  double beta_b = 18;
  double boltzmann_parameter = 2;
  double resolution = 0.1;             ///< semitones
  double max_transition_rate = 35.92;  ///< octaves per second
  double switch_prob = 0.01;
  double no_trough_prob = 0.01;

  static void fields(auto&& field);
  /// pinna-1, librosa-0.11.
  static std::span<const Preset<PyinOptions>> presets();
  bool operator==(const PyinOptions&) const = default;

  /// Steps of the pitch grid in a semitone, and steps from f_min to f_max.
  int64_t bins_per_semitone() const;
  int64_t num_pitch_bins() const;
  /// Steps of the grid among which a pitch may move from one frame to the next, both ways together.
  /// Takes resolved options.
  int64_t transition_width() const;
};

/// See resolved(PitchOptions). InvalidOptions too where the pitch grid is finer than 32767 steps or
/// narrower than the steps that a pitch may move from frame to frame.
PyinOptions resolved(PyinOptions options);

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::PyinOutput> {
  using Output = features::PyinOutput;
  static constexpr std::array names{std::pair{Output::f0, "f0"},
                                    std::pair{Output::voiced_flag, "voiced_flag"},
                                    std::pair{Output::voiced_prob, "voiced_prob"}};
};
template <>
struct pinna::core::EnumNames<pinna::features::UnvoicedPitch> {
  static constexpr std::array names{std::pair{features::UnvoicedPitch::nan, "nan"},
                                    std::pair{features::UnvoicedPitch::zero, "zero"}};
};

namespace pinna::features {

void PyinOptions::fields(auto&& field) {
  using O = PyinOptions;
  using core::between;
  core::include(field, &O::pitch);
  field("output", &O::output, "f0, voiced_flag or voiced_prob");
  field("unvoiced", &O::unvoiced, "pitch of frames without one: nan or zero");
  field("n_thresholds", &O::n_thresholds, "thresholds that YIN is imagined with",
        between(1, 1 << 14));
  field("beta_a", &O::beta_a, "first parameter of the thresholds' beta distribution",
        between(0.1, 1000));
  field("beta_b", &O::beta_b, "second parameter of the thresholds' beta distribution",
        between(0.1, 1000));
  field("boltzmann_parameter", &O::boltzmann_parameter,
        "how much shorter periods are preferred among troughs below a threshold",
        between(1e-3, 100));
  field("resolution", &O::resolution, "steps of the pitch grid [semitones]", between(1e-3, 1));
  field("max_transition_rate", &O::max_transition_rate,
        "fastest change of pitch [octaves per second]", between(1e-3, 1e6));
  field("switch_prob", &O::switch_prob, "probability that voicing changes from frame to frame",
        between(0, 1));
  field("no_trough_prob", &O::no_trough_prob,
        "probability of the deepest trough where none is below a threshold", between(0, 1));
}

}  // namespace pinna::features
