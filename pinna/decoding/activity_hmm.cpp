#include "pinna/decoding/activity_hmm.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "pinna/core/error.h"

namespace pinna::decoding {
namespace {

constexpr double least_probability = 1e-6;

/// [frames, states]: states of one kind explain a frame equally well.
std::vector<double> log_emissions(const ActivityHmm& hmm, std::span<const float> scores) {
  const double prior = std::clamp(hmm.prior(), least_probability, 1 - least_probability);
  std::vector<double> emissions;
  emissions.reserve(scores.size() * static_cast<size_t>(hmm.stages + 1));
  for (const float score : scores) {
    const double on = std::clamp<double>(score, least_probability, 1 - least_probability);
    emissions.push_back(hmm.frame_weight * std::log((1 - on) / (1 - prior)));
    emissions.insert(emissions.end(), static_cast<size_t>(hmm.stages),
                     hmm.frame_weight * std::log(on / prior));
  }
  return emissions;
}

}  // namespace

MarkovChain ActivityHmm::chain() const {
  core::check_options(*this, "hmm");
  if (mean_on_frames < static_cast<double>(stages))
    throw core::InvalidOptions({.what = "hmm.mean_on_frames",
                                .got = std::to_string(mean_on_frames),
                                .expected = "at least one frame a stage"});
  const auto states = static_cast<size_t>(stages + 1);
  constexpr double impossible = -std::numeric_limits<double>::infinity();
  MarkovChain chain{.log_initial = std::vector<double>(states),
                    .log_transition = std::vector<double>(states * states, impossible)};
  chain.log_initial[0] = std::log(1 - prior());
  for (size_t state = 1; state < states; ++state)
    chain.log_initial[state] = std::log(prior() / static_cast<double>(stages));
  const auto set = [&](size_t from, size_t to, double probability) {
    double& entry = chain.log_transition[from * states + to];
    // One state may lead to the same place in two ways.
    entry = std::log(std::exp(entry) + probability);
  };
  const double begin = 1 / mean_off_frames;
  set(0, 0, 1 - begin);
  set(0, 1, begin);
  const double advance = static_cast<double>(stages) / mean_on_frames;
  for (size_t state = 1; state < states; ++state) {
    set(state, state, 1 - advance);
    set(state, (state + 1) % states, advance);
  }
  return chain;
}

ActivityHmm fit_activity_hmm(const events::EventTable& reference, const std::string& label,
                             double seconds, double frame_seconds, int64_t stages) {
  const double least = static_cast<double>(stages);
  double frames = 0;
  int64_t count = 0;
  for (const auto& [recording, list] : reference)
    for (const events::Event& event : list) {
      if (event.event_label != label) continue;
      frames += std::max(least, event.duration() / frame_seconds);
      ++count;
    }
  if (count == 0) {
    count = 1;
    frames = least;
  }
  const double total = static_cast<double>(reference.size()) * seconds / frame_seconds;
  const auto events = static_cast<double>(count);
  return {.mean_on_frames = frames / events,
          .mean_off_frames = std::max(1.0, (total - frames) / events),
          .stages = stages};
}

std::vector<float> smoothed_by(const ActivityHmm& hmm, std::span<const float> scores) {
  const std::vector<double> probabilities =
      state_probabilities(hmm.chain(), log_emissions(hmm, scores));
  std::vector<float> smoothed(scores.size());
  const auto states = static_cast<size_t>(hmm.stages + 1);
  for (size_t frame = 0; frame < scores.size(); ++frame)
    smoothed[frame] = static_cast<float>(1 - probabilities[frame * states]);
  return smoothed;
}

events::FrameScores smoothed_by(std::span<const ActivityHmm> hmms,
                                const events::FrameScores& scores) {
  if (std::ssize(hmms) != scores.num_classes())
    throw core::InvalidOptions({.what = "HMMs of classes",
                                .got = std::to_string(hmms.size()),
                                .expected = std::to_string(scores.num_classes())});
  events::FrameScores smoothed = scores;
  for (int64_t index = 0; index < scores.num_classes(); ++index)
    smoothed.set_column(index, smoothed_by(hmms[static_cast<size_t>(index)], scores.column(index)));
  return smoothed;
}

std::vector<events::Event> best_events(const ActivityHmm& hmm, std::span<const float> scores,
                                       double frame_seconds, const std::string& label) {
  const std::vector<int64_t> path = viterbi(hmm.chain(), log_emissions(hmm, scores));
  std::vector<float> on(path.size());
  for (size_t frame = 0; frame < path.size(); ++frame) on[frame] = path[frame] > 0 ? 1 : 0;
  return events::runs_above(on, 0.5F, frame_seconds, label);
}

}  // namespace pinna::decoding
