// What the values of a network's input are like, as its run stores it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "pinna/features/statistics.h"

namespace pinna::report {

struct Spread {
  double mean = 0;
  double deviation = 0;  ///< standard deviation
};

/// Mean and deviation of each bin over the training clips, from the metadata of a run's
/// model.safetensors. Empty where that file is absent; BadData where it has no such entries.
features::BinStatistics stored_statistics(const std::filesystem::path& model);

/// Of all values in each of `num_parts` equal parts of the bins, such as the channels of a stack.
/// Bins that are constant, which are stored with a deviation of 1, count as such.
std::vector<Spread> spread_of_parts(const features::BinStatistics& statistics, int64_t num_parts);

}  // namespace pinna::report
