// The time of day, replaceable in tests.
#pragma once

#include <functional>

namespace pinna::tracking {

/// Seconds since 1970-01-01 UTC.
using WallClock = std::function<double()>;

double system_time();

}  // namespace pinna::tracking
