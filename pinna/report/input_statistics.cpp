#include "pinna/report/input_statistics.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/safetensors.h"

namespace pinna::report {
namespace {

std::vector<float> numbers(const std::filesystem::path& model, const core::StringMap& metadata,
                           const char* key) {
  const auto entry = metadata.find(key);
  if (entry != metadata.end()) {
    const auto json = nlohmann::json::parse(entry->second, nullptr, false);
    const auto is_number = [](const auto& value) { return value.is_number(); };
    if (json.is_array() && std::ranges::all_of(json, is_number))
      return json.get<std::vector<float>>();
  }
  throw core::BadData({.what = std::string("metadata entry \"") + key + '"',
                       .got = entry == metadata.end() ? "nothing" : entry->second.substr(0, 40),
                       .expected = "a list of numbers",
                       .where = model.string()});
}

Spread spread(const features::BinStatistics& statistics, size_t first, size_t count) {
  constexpr float of_constant_bins = 1;
  double sum = 0, squares = 0;
  for (size_t bin = first; bin < first + count; ++bin) {
    const double mean = statistics.mean[bin];
    const float deviation = statistics.deviation[bin];
    sum += mean;
    squares += mean * mean;
    if (deviation != of_constant_bins) squares += double{deviation} * deviation;
  }
  const double mean = sum / static_cast<double>(count);
  return {mean, std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean * mean))};
}

}  // namespace

features::BinStatistics stored_statistics(const std::filesystem::path& model) {
  if (!std::filesystem::exists(model)) return {};
  const auto metadata = core::read_safetensors_metadata(model);
  features::BinStatistics statistics{.mean = numbers(model, metadata, "mean"),
                                     .deviation = numbers(model, metadata, "deviation")};
  if (statistics.mean.size() != statistics.deviation.size())
    throw core::BadData({.what = "statistics of the input",
                         .got = std::to_string(statistics.deviation.size()) + " deviations",
                         .expected = std::to_string(statistics.mean.size()),
                         .where = model.string()});
  return statistics;
}

std::vector<Spread> spread_of_parts(const features::BinStatistics& statistics, int64_t num_parts) {
  const auto parts = static_cast<size_t>(num_parts);
  const size_t count = statistics.mean.size() / parts;
  std::vector<Spread> spreads;
  if (count > 0)
    for (size_t part = 0; part < parts; ++part)
      spreads.push_back(spread(statistics, part * count, count));
  return spreads;
}

}  // namespace pinna::report
