// The learning rate as a pure function of the step, so that a resumed run needs no schedule state.
#pragma once

#include <cstdint>

#include "pinna/training/schedule_options.h"

namespace pinna::training {

/// Factor on the learning rate for `step` in [0, steps_per_epoch * epochs).
double learning_rate_factor(const ScheduleOptions& options, int64_t step, int64_t steps_per_epoch,
                            int64_t epochs);

}  // namespace pinna::training
