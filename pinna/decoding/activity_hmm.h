// How long events and pauses of a class last, as a hidden Markov model that smooths its scores:
// what a median filter does with one width, learned from labels.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "pinna/core/options.h"
#include "pinna/decoding/markov_chain.h"
#include "pinna/events/event.h"
#include "pinna/events/frame_scores.h"

namespace pinna::decoding {

/// States off and on for one class. `stages` states in a row stand for "on", so that durations have
/// a mode and short events are unlikely: their number is negative binomial (Rabiner 1989, IV.D).
struct ActivityHmm {
  double mean_on_frames = 1;   ///< at least `stages`
  double mean_off_frames = 1;  ///< at least 1
  int64_t stages = 1;
  double frame_weight = 1;

  static void fields(auto&& field) {
    field("mean_on_frames", &ActivityHmm::mean_on_frames, "mean length of an event [frames]",
          core::at_least(1));
    field("mean_off_frames", &ActivityHmm::mean_off_frames, "mean length of a pause [frames]",
          core::at_least(1));
    field("stages", &ActivityHmm::stages, "states in a row that an event passes through",
          core::between(1, 64));
    field("frame_weight", &ActivityHmm::frame_weight,
          "exponent of what a frame says: below 1 where neighbours say the same",
          core::between(0.001, 10));
  }
  bool operator==(const ActivityHmm&) const = default;

  /// Share of the time that an event takes.
  double prior() const { return mean_on_frames / (mean_on_frames + mean_off_frames); }
  /// State 0 is off.
  MarkovChain chain() const;
};

/// From events of one label in recordings of `seconds`, those that touch an end included. A label
/// that never occurs gets one event of a frame in all of the time. Events of less than `stages`
/// frames count as that long.
ActivityHmm fit_activity_hmm(const events::EventTable& reference, const std::string& label,
                             double seconds, double frame_seconds, int64_t stages);

/// Probability of "on" in each frame given all scores of the class, which are read as probabilities
/// under the HMM's prior (scaled likelihoods; Bourlard and Morgan 1994).
std::vector<float> smoothed_by(const ActivityHmm& hmm, std::span<const float> scores);

/// smoothed_by() for every class; one HMM for each. InvalidOptions for another number.
events::FrameScores smoothed_by(std::span<const ActivityHmm> hmms,
                                const events::FrameScores& scores);

/// The runs of "on" on the most probable path.
std::vector<events::Event> best_events(const ActivityHmm& hmm, std::span<const float> scores,
                                       double frame_seconds, const std::string& label);

}  // namespace pinna::decoding
