// The second half of pYIN: the most probable way through all frames' candidates. References: Mauch
// and Dixon, ICASSP 2014; librosa.pyin and librosa.sequence.viterbi 0.11.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "pinna/dsp/kernels.h"
#include "pinna/features/pitch_candidates.h"

namespace pinna::features {

/// A hidden Markov model with a voiced and an unvoiced state for each pitch bin. Moves to near bins
/// have probabilities that fall linearly with the distance; anything else has the smallest positive
/// probability instead of none, so that every sequence has a path.
class PitchModel {
 public:
  /// Takes resolved options.
  explicit PitchModel(const PyinOptions& options, const dsp::Kernels& kernels = dsp::kernels());

  int64_t num_pitch_bins() const { return num_bins_; }
  const dsp::Kernels& kernels() const { return kernels_; }

 private:
  friend class PitchPath;

  int64_t num_bins_;
  const dsp::Kernels& kernels_;
  std::vector<double> move_scores_;  ///< ln of the triangle of moves, by predecessor
  int64_t first_predecessor_;
  std::vector<double> log_sums_;  ///< ln of what each bin's moves sum to
  double log_stay_;               ///< ln of the probability that voicing stays
  double log_switch_;
};

/// Protocol: begin(), add() every frame, states(); then it may begin again, in the same memory. 4
/// bytes are kept for each pitch bin and frame.
class PitchPath {
 public:
  /// The model must outlive the use of this.
  void begin(const PitchModel& model);
  void add(std::span<const PitchCandidate> candidates, double voiced_probability);
  /// The state of each frame: its pitch bin, plus num_pitch_bins() if it is unvoiced.
  /// `states` is overwritten.
  void states(std::vector<int64_t>& states) const;

 private:
  void observe(std::span<const PitchCandidate> candidates, double voiced_probability);
  void advance();

  /// What is known of the states of one voicing: index is the pitch bin.
  struct Plane {
    std::vector<double> scores;    ///< ln of the best path that ends there
    std::vector<double> sendable;  ///< scores with the moves' sums, between impossible neighbours
    std::vector<double> best;
    std::vector<int64_t> from;
  };

  const PitchModel* model_ = nullptr;
  int64_t margin_ = 0;
  Plane voiced_;
  Plane unvoiced_;
  std::vector<uint16_t> origins_;  ///< [frames - 1, 2 bins]: the state before each state
  int64_t num_frames_ = 0;
};

}  // namespace pinna::features
