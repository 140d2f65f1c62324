// Data-parallel loops on plain threads.
#pragma once

#include <cstdint>
#include <functional>

namespace pinna::core {

/// $PINNA_THREADS (1 to 1024, else InvalidOptions), or the processors this process may use, >= 1.
int num_processors();

/// Calls body(index, worker) for each index in [0, count); indices are handed out one at a time to
/// `threads` workers (0 = num_processors()). The first exception stops the loop and is rethrown.
void parallel_for(int64_t count, int threads,
                  const std::function<void(int64_t index, int worker)>& body);

}  // namespace pinna::core
