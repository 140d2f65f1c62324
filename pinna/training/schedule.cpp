#include "pinna/training/schedule.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pinna::training {
namespace {

/// From `start` at position 0 to `end` at position 1 along half a cosine.
double cosine_between(double start, double end, double position) {
  return end +
         (start - end) * 0.5 * (1 + std::cos(std::numbers::pi * std::clamp(position, 0.0, 1.0)));
}

struct Position {
  int64_t step;
  int64_t steps_per_epoch;
  int64_t epochs;

  double epoch() const { return static_cast<double>(step) / static_cast<double>(steps_per_epoch); }
  /// The warm-up factor, rising from one step's share to 1; 1 afterwards.
  double warmup(double warmup_epochs) const {
    const double warmup_steps = warmup_epochs * static_cast<double>(steps_per_epoch);
    return warmup_steps > 0 ? std::min(1.0, static_cast<double>(step + 1) / warmup_steps) : 1.0;
  }
};

double factor(const OneCycleOptions& options, const Position& at) {
  const auto last = static_cast<double>(at.steps_per_epoch * at.epochs - 1);
  const double peak = options.warmup_fraction * (last + 1) - 1;
  const double start = 1 / options.start_divisor;
  const auto step = static_cast<double>(at.step);
  if (step <= peak) return cosine_between(start, 1, peak > 0 ? step / peak : 1.0);
  return cosine_between(1, start / options.final_divisor,
                        last > peak ? (step - peak) / (last - peak) : 1.0);
}

double factor(const CosineOptions& options, const Position& at) {
  if (at.epoch() < options.warmup_epochs) return at.warmup(options.warmup_epochs);
  const double remaining = static_cast<double>(at.epochs) - options.warmup_epochs;
  return cosine_between(1, options.final_fraction,
                        remaining > 0 ? (at.epoch() - options.warmup_epochs) / remaining : 1.0);
}

double factor(const MultiStepOptions& options, const Position& at) {
  double product = at.warmup(options.warmup_epochs);
  for (const int64_t milestone : options.milestones)
    if (at.epoch() >= static_cast<double>(milestone)) product *= options.factor;
  return product;
}

double factor(const ConstantOptions& options, const Position& at) {
  return at.warmup(options.warmup_epochs);
}

}  // namespace

double learning_rate_factor(const ScheduleOptions& options, int64_t step, int64_t steps_per_epoch,
                            int64_t epochs) {
  const Position position{step, steps_per_epoch, epochs};
  return std::visit([&](const auto& chosen) { return factor(chosen, position); }, options);
}

}  // namespace pinna::training
