// How long work tells its caller where it stands.
#pragma once

#include <cstdint>
#include <functional>

namespace pinna::data {

/// Called with what is done and what is to do (-1: unknown), never by two threads at once. It may
/// throw to stop the work.
using ProgressCallback = std::function<void(int64_t done, int64_t total)>;

}  // namespace pinna::data
