#include "pinna/features/pitch_path.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pinna::features {
namespace {

constexpr double impossible = -1e300;
/// Origins whose memory is kept for the next clip: some ten minutes of the presets' frames.
constexpr size_t most_kept = size_t{1} << 25;
/// What stands for a probability of 0.
constexpr double least_probability = std::numeric_limits<double>::min();

/// scipy.signal.windows.triang.
std::vector<double> triangle(int64_t width) {
  std::vector<double> weights;
  for (int64_t i = 0; i < width; ++i) {
    const auto step = static_cast<double>(std::min(i, width - 1 - i) + 1);
    weights.push_back(width % 2 == 1 ? 2 * step / static_cast<double>(width + 1)
                                     : (2 * step - 1) / static_cast<double>(width));
  }
  return weights;
}

/// The move of the triangle's first weight. Even widths lie off centre, by librosa's rotation.
int64_t first_move(int64_t width, int64_t num_bins) {
  return -(width / 2) + (width % 2 == 0 && num_bins % 2 == 0 ? 1 : 0);
}

double log_or_impossible(double probability) {
  return probability > 0 ? std::log(probability) : impossible;
}

}  // namespace

PitchModel::PitchModel(const PyinOptions& options, const dsp::Kernels& kernels)
    : num_bins_(options.num_pitch_bins()),
      kernels_(kernels),
      log_stay_(log_or_impossible(1 - options.switch_prob)),
      log_switch_(log_or_impossible(options.switch_prob)) {
  const int64_t width = options.transition_width();
  const std::vector<double> weights = triangle(width);
  const int64_t first = first_move(width, num_bins_);
  first_predecessor_ = -(first + width - 1);
  for (auto weight = weights.rbegin(); weight != weights.rend(); ++weight)
    move_scores_.push_back(std::log(*weight));
  for (int64_t bin = 0; bin < num_bins_; ++bin) {
    double sum = 0;
    for (int64_t i = std::max<int64_t>(0, -(bin + first));
         i < std::min(width, num_bins_ - bin - first); ++i)
      sum += weights[static_cast<size_t>(i)];
    log_sums_.push_back(std::log(sum));
  }
}

void PitchPath::begin(const PitchModel& model) {
  model_ = &model;
  margin_ = static_cast<int64_t>(model.move_scores_.size());
  num_frames_ = 0;
  if (origins_.capacity() > most_kept) origins_ = {};
  origins_.clear();
  const auto bins = static_cast<size_t>(model.num_bins_);
  const size_t rounded = bins + static_cast<size_t>(model.kernels_.lanes);
  for (Plane* plane : {&voiced_, &unvoiced_}) {
    plane->scores.assign(bins, std::log(least_probability));
    plane->sendable.assign(rounded + 2 * static_cast<size_t>(margin_), impossible);
    plane->best.resize(rounded);
    plane->from.resize(rounded);
  }
  const double share = 1 / static_cast<double>(bins);
  std::fill(unvoiced_.scores.begin(), unvoiced_.scores.end(), std::log(share + least_probability));
}

void PitchPath::add(std::span<const PitchCandidate> candidates, double voiced_probability) {
  if (num_frames_ > 0) advance();
  observe(candidates, voiced_probability);
  ++num_frames_;
}

void PitchPath::observe(std::span<const PitchCandidate> candidates, double voiced_probability) {
  const double least = std::log(least_probability);
  for (double& score : voiced_.scores) score += least;
  for (const PitchCandidate& candidate : candidates)
    voiced_.scores[static_cast<size_t>(candidate.pitch_bin)] +=
        std::log(candidate.probability + least_probability) - least;
  const double share = (1 - voiced_probability) / static_cast<double>(model_->num_bins_);
  const double unvoiced = std::log(share + least_probability);
  for (double& score : unvoiced_.scores) score += unvoiced;
}

/// One frame onward: the best predecessor of every state, near ones first, then any.
void PitchPath::advance() {
  const auto bins = static_cast<size_t>(model_->num_bins_);
  const dsp::MoveScores moves{.first = static_cast<int32_t>(model_->first_predecessor_),
                              .count = static_cast<int32_t>(model_->move_scores_.size()),
                              .scores = model_->move_scores_.data()};
  for (Plane* plane : {&voiced_, &unvoiced_}) {
    double* sendable = plane->sendable.data() + margin_;
    for (size_t i = 0; i < bins; ++i) sendable[i] = plane->scores[i] - model_->log_sums_[i];
    model_->kernels_.best_predecessors(moves, sendable, model_->num_bins_, plane->best.data(),
                                       plane->from.data());
  }
  const auto top_voiced = std::max_element(voiced_.scores.begin(), voiced_.scores.end());
  const auto top_unvoiced = std::max_element(unvoiced_.scores.begin(), unvoiced_.scores.end());
  const bool voiced_leads = *top_voiced >= *top_unvoiced;
  const double any = std::max(*top_voiced, *top_unvoiced) + std::log(least_probability);
  const int64_t any_from = voiced_leads
                               ? top_voiced - voiced_.scores.begin()
                               : model_->num_bins_ + (top_unvoiced - unvoiced_.scores.begin());

  const size_t row = origins_.size();
  origins_.resize(row + 2 * bins);
  const auto arrive = [&](Plane& plane, double from_voiced, double from_unvoiced, size_t target) {
    for (size_t i = 0; i < bins; ++i) {
      const int64_t near = static_cast<int64_t>(i) + model_->first_predecessor_;
      double score = voiced_.best[i] + from_voiced;
      int64_t from = near + voiced_.from[i];
      if (const double other = unvoiced_.best[i] + from_unvoiced; other > score) {
        score = other;
        from = model_->num_bins_ + near + unvoiced_.from[i];
      }
      if (any > score) {
        score = any;
        from = any_from;
      }
      plane.scores[i] = score;
      origins_[target + i] = static_cast<uint16_t>(from);
    }
  };
  arrive(voiced_, model_->log_stay_, model_->log_switch_, row);
  arrive(unvoiced_, model_->log_switch_, model_->log_stay_, row + bins);
}

void PitchPath::states(std::vector<int64_t>& states) const {
  states.resize(static_cast<size_t>(num_frames_));
  if (states.empty()) return;
  const auto top_voiced = std::max_element(voiced_.scores.begin(), voiced_.scores.end());
  const auto top_unvoiced = std::max_element(unvoiced_.scores.begin(), unvoiced_.scores.end());
  states.back() = *top_voiced >= *top_unvoiced
                      ? top_voiced - voiced_.scores.begin()
                      : model_->num_bins_ + (top_unvoiced - unvoiced_.scores.begin());
  for (size_t frame = states.size() - 1; frame > 0; --frame)
    states[frame - 1] = origins_[(frame - 1) * 2 * static_cast<size_t>(model_->num_bins_) +
                                 static_cast<size_t>(states[frame])];
}

}  // namespace pinna::features
