#include "pinna/data/mixing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "pinna/data/weighted_level.h"

namespace pinna::data {
namespace {

MixMethod draw_method(const MixingOptions& options, core::Random& random) {
  const std::array<std::pair<MixMethod, double>, 4> weights{{
      {MixMethod::mixup, options.alpha > 0 ? options.mixup : 0},
      {MixMethod::between_class, options.between_class},
      {MixMethod::time_mix, options.time_mix},
      {MixMethod::frequency_mix, options.frequency_mix},
  }};
  double drawn = random.uniform(0, options.total_weight());
  MixMethod last = MixMethod::none;
  for (const auto& [method, weight] : weights) {
    if (weight <= 0) continue;
    last = method;
    if (drawn < weight) break;
    drawn -= weight;
  }
  return last;
}

float draw_share(MixMethod method, const MixingOptions& options, core::Random& random) {
  switch (method) {
    case MixMethod::mixup:
      return static_cast<float>(random.beta(options.alpha, options.alpha));
    case MixMethod::between_class:
      return static_cast<float>(random.uniform());
    case MixMethod::time_mix:
    case MixMethod::frequency_mix:
      return static_cast<float>(random.uniform(options.smallest_share, 1));
    case MixMethod::none:
      break;
  }
  return 1;
}

/// The next row of another class from `first` on; `row` itself if there is none.
int64_t partner_of_other_class(std::span<const int64_t> classes, int64_t row, int64_t first) {
  const int64_t count = std::ssize(classes);
  for (int64_t step = 0; step < count; ++step) {
    const int64_t candidate = (first + step) % count;
    if (classes[static_cast<size_t>(candidate)] != classes[static_cast<size_t>(row)])
      return candidate;
  }
  return row;
}

/// rows [plan.partners.size(), width], all from the same originals.
template <class Blend>
void blend_rows(std::vector<float>& rows, const MixPlan& plan, Blend blend) {
  const std::vector<float> originals = rows;
  const size_t count = plan.partners.size();
  const size_t width = rows.size() / count;
  for (size_t row = 0; row < count; ++row)
    blend(row, std::span(rows).subspan(row * width, width),
          std::span(originals).subspan(static_cast<size_t>(plan.partners[row]) * width, width));
}

void blend_by_share(std::vector<float>& rows, const MixPlan& plan) {
  blend_rows(rows, plan, [&](size_t row, std::span<float> own, std::span<const float> other) {
    const float share = plan.shares[row];
    for (size_t i = 0; i < own.size(); ++i) own[i] = share * own[i] + (1 - share) * other[i];
  });
}

/// How many of `count` frames or bins come from the partner.
int64_t num_taken(float share, int64_t count) {
  return std::llround((1 - static_cast<double>(share)) * static_cast<double>(count));
}

void take_frames(Batch& batch, const MixPlan& plan) {
  blend_rows(
      batch.inputs, plan, [&](size_t row, std::span<float> own, std::span<const float> other) {
        const int64_t taken = num_taken(plan.shares[row], batch.frames);
        const auto first =
            static_cast<int64_t>(plan.places[row] * static_cast<double>(batch.frames - taken + 1));
        for (int64_t bin = 0; bin < batch.channels * batch.bins; ++bin)
          std::copy_n(other.begin() + bin * batch.frames + first, taken,
                      own.begin() + bin * batch.frames + first);
      });
}

void take_upper_bins(Batch& batch, const MixPlan& plan) {
  blend_rows(batch.inputs, plan,
             [&](size_t row, std::span<float> own, std::span<const float> other) {
               const int64_t taken = num_taken(plan.shares[row], batch.bins);
               for (int64_t channel = 0; channel < batch.channels; ++channel) {
                 const int64_t first = ((channel + 1) * batch.bins - taken) * batch.frames;
                 std::copy_n(other.begin() + first, taken * batch.frames, own.begin() + first);
               }
             });
}

/// The plan whose shares say what whole frames or bins amount to.
MixPlan rounded_to(int64_t count, MixPlan plan) {
  for (float& share : plan.shares)
    share = 1 - static_cast<float>(num_taken(share, count)) /
                    static_cast<float>(std::max<int64_t>(1, count));
  return plan;
}

}  // namespace

bool mixes_in_epoch(const MixingOptions& options, int64_t epoch, int64_t num_epochs) {
  if (!options.is_on()) return false;
  const int64_t without_at_end =
      std::llround(options.off_last_fraction * static_cast<double>(num_epochs));
  return epoch >= options.warm_up_epochs && epoch < num_epochs - without_at_end;
}

MixPlan draw_mixing(const MixingOptions& options, std::span<const int64_t> classes,
                    core::Random& random) {
  const int64_t count = std::ssize(classes);
  if (count < 2 || !options.is_on() || !random.chance(options.probability)) return {};
  MixPlan plan{.method = draw_method(options, random)};
  // The order of a training batch is random, so one rotation pairs the clips as well as a
  // permutation would, and gives every clip a partner other than itself.
  const int64_t offset = 1 + random.below(count - 1);
  for (int64_t row = 0; row < count; ++row) {
    const int64_t rotated = (row + offset) % count;
    const int64_t partner = plan.method == MixMethod::between_class
                                ? partner_of_other_class(classes, row, rotated)
                                : rotated;
    const float share = draw_share(plan.method, options, random);
    plan.partners.push_back(partner);
    plan.shares.push_back(partner == row ? 1 : share);
    plan.places.push_back(random.uniform());
  }
  return plan;
}

void mix_waveforms(std::vector<std::vector<float>>& waveforms, const MixPlan& plan,
                   const WeightedLevel& level) {
  if (plan.method != MixMethod::between_class) return;
  std::vector<double> levels;
  for (const auto& waveform : waveforms) levels.push_back(level.largest_db(waveform));
  const std::vector<std::vector<float>> originals = waveforms;
  for (size_t row = 0; row < waveforms.size(); ++row) {
    const auto partner = static_cast<size_t>(plan.partners[row]);
    const double share = plan.shares[row];
    if (share >= 1) continue;
    const double louder = std::pow(10.0, (levels[row] - levels[partner]) / 20);
    const double p = share / (share + louder * (1 - share));
    const double norm = std::sqrt(p * p + (1 - p) * (1 - p));
    const auto own = static_cast<float>(p / norm);
    const auto other = static_cast<float>((1 - p) / norm);
    for (size_t i = 0; i < waveforms[row].size(); ++i)
      waveforms[row][i] = own * originals[row][i] + other * originals[partner][i];
  }
}

void mix_batch(Batch& batch, const MixPlan& plan) {
  switch (plan.method) {
    case MixMethod::none:
      return;
    case MixMethod::mixup:
      blend_by_share(batch.inputs, plan);
      [[fallthrough]];
    case MixMethod::between_class:
      return blend_by_share(batch.targets, plan);
    case MixMethod::time_mix:
      take_frames(batch, plan);
      return blend_by_share(batch.targets, rounded_to(batch.frames, plan));
    case MixMethod::frequency_mix:
      take_upper_bins(batch, plan);
      return blend_by_share(batch.targets, rounded_to(batch.bins, plan));
  }
}

}  // namespace pinna::data
