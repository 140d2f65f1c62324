// Data-parallel loops on plain threads.
#pragma once

#include <cstdint>
#include <functional>

namespace pinna::core {

/// Processors this process may use (respects affinity and PINNA_THREADS), at least 1.
int num_processors();

/// Calls body(index, worker) for each index in [0, count); indices are handed out one at a time to
/// `threads` workers (0 = num_processors()). The first exception stops the loop and is rethrown.
void parallel_for(int64_t count, int threads,
                  const std::function<void(int64_t index, int worker)>& body);

}  // namespace pinna::core
