#include "pinna/tracking/clock.h"

#include <chrono>

namespace pinna::tracking {

double system_time() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration<double>(now).count();
}

}  // namespace pinna::tracking
