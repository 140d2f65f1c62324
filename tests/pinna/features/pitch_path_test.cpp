#include "pinna/features/pitch_path.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

#include "pinna/core/random.h"

namespace pinna::features {
namespace {

struct Observation {
  std::vector<PitchCandidate> candidates;
  double voiced = 0;
};

/// A grid of some twenty bins, so that the whole matrix of moves can be written down.
PyinOptions small_model(double octaves, double resolution) {
  PyinOptions options;
  options.pitch.f_min = 200;
  options.pitch.f_max = 200 * std::exp2(octaves);
  options.resolution = resolution;
  options.max_transition_rate = 4;
  return resolved(options);
}

/// Ln of the matrix of moves as librosa writes it: rows are where a move starts.
std::vector<std::vector<double>> log_moves(const PyinOptions& options) {
  const int64_t bins = options.num_pitch_bins(), width = options.transition_width();
  std::vector<std::vector<double>> logs(static_cast<size_t>(2 * bins),
                                        std::vector<double>(static_cast<size_t>(2 * bins)));
  for (int64_t from = 0; from < bins; ++from) {
    std::vector<double> row(static_cast<size_t>(bins));
    double sum = 0;
    for (int64_t to = 0; to < bins; ++to) {
      const double reach = static_cast<double>(width + 1) / 2;
      const double weight = std::max(0.0, 1 - std::abs(static_cast<double>(to - from)) / reach);
      row[static_cast<size_t>(to)] = weight;
      sum += weight;
    }
    for (int64_t to = 0; to < bins; ++to)
      for (const int64_t a : {int64_t{0}, bins})
        for (const int64_t b : {int64_t{0}, bins}) {
          const double voicing = a == b ? 1 - options.switch_prob : options.switch_prob;
          logs[static_cast<size_t>(from + a)][static_cast<size_t>(to + b)] = std::log(
              voicing * row[static_cast<size_t>(to)] / sum + std::numeric_limits<double>::min());
        }
  }
  return logs;
}

double log_observation(const PyinOptions& options, const Observation& frame, int64_t state) {
  const int64_t bins = options.num_pitch_bins();
  double chance = 0;
  for (const PitchCandidate& candidate : frame.candidates)
    if (candidate.pitch_bin == state) chance = candidate.probability;
  if (state >= bins) chance = (1 - frame.voiced) / static_cast<double>(bins);
  return std::log(chance + std::numeric_limits<double>::min());
}

double log_start(const PyinOptions& options, int64_t state) {
  const int64_t bins = options.num_pitch_bins();
  return std::log((state < bins ? 0 : 1 / static_cast<double>(bins)) +
                  std::numeric_limits<double>::min());
}

/// The score of a path under the dense model.
double path_score(const PyinOptions& options, const std::vector<Observation>& frames,
                  const std::vector<int64_t>& states) {
  const auto moves = log_moves(options);
  double score = log_start(options, states[0]);
  for (size_t f = 0; f < frames.size(); ++f) {
    score += log_observation(options, frames[f], states[f]);
    if (f > 0) score += moves[static_cast<size_t>(states[f - 1])][static_cast<size_t>(states[f])];
  }
  return score;
}

/// The best score of all, by the textbook's search.
double best_score(const PyinOptions& options, const std::vector<Observation>& frames) {
  const auto moves = log_moves(options);
  std::vector<double> scores(moves.size()), next(moves.size());
  for (size_t f = 0; f < frames.size(); ++f) {
    for (size_t to = 0; to < moves.size(); ++to) {
      double best = log_start(options, static_cast<int64_t>(to));
      if (f > 0) best = scores[0] + moves[0][to];
      for (size_t from = 1; f > 0 && from < moves.size(); ++from)
        best = std::max(best, scores[from] + moves[from][to]);
      next[to] = best + log_observation(options, frames[f], static_cast<int64_t>(to));
    }
    scores = next;
  }
  return *std::max_element(scores.begin(), scores.end());
}

std::vector<Observation> random_frames(int64_t bins, uint64_t seed) {
  core::Random random(seed);
  std::vector<Observation> frames(40);
  for (Observation& frame : frames) {
    const auto kind = random.below(4);
    if (kind == 0) continue;
    frame.voiced = kind == 1 ? 1 : random.uniform(0, 1);
    const auto bin = static_cast<int64_t>(random.below(static_cast<uint64_t>(bins)));
    frame.candidates.push_back({bin, frame.voiced * 0.75});
    if (bin > 0) frame.candidates.push_back({bin - 1, frame.voiced * 0.25});
  }
  return frames;
}

void expect_best_path(const PyinOptions& options) {
  for (const dsp::Kernels* kernels : dsp::available_kernels()) {
    const PitchModel model(options, *kernels);
    PitchPath path;
    std::vector<int64_t> states;
    for (uint64_t seed = 0; seed < 5; ++seed) {
      const auto frames = random_frames(model.num_pitch_bins(), seed);
      path.begin(model);
      for (const Observation& frame : frames) path.add(frame.candidates, frame.voiced);
      path.states(states);
      EXPECT_NEAR(path_score(options, frames, states), best_score(options, frames), 1e-6);
    }
  }
}

TEST(PitchPath, IsTheBestOfAllPaths) {
  const PyinOptions options = small_model(1.5, 0.5);
  ASSERT_EQ(options.transition_width(), 3);
  expect_best_path(options);
}

TEST(PitchPath, GridsOfManyBins) {
  PyinOptions options = small_model(2, 0.25);
  options.max_transition_rate = 10;
  ASSERT_EQ(options.transition_width(), 13);
  expect_best_path(options);
}

TEST(PitchPath, VoicingThatNeverChangesIsLeftInNeedOnly) {
  PyinOptions options = small_model(1.5, 0.5);
  options.switch_prob = 0;
  expect_best_path(options);
}

TEST(PitchPath, NoFramesHaveNoStates) {
  const PitchModel model(small_model(1, 0.5));
  PitchPath path;
  path.begin(model);
  std::vector<int64_t> states(3);
  path.states(states);
  EXPECT_TRUE(states.empty());
}

}  // namespace
}  // namespace pinna::features
