#include "pinna/evaluation/network_metadata.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace pinna::evaluation {

using nlohmann::ordered_json;

NetworkMetadata::NetworkMetadata(const StringMap& entries, std::string where,
                                 const std::string& schema, const std::string& kind)
    : entries_(entries), where_(std::move(where)) {
  if (text("schema") != schema)
    throw core::BadData({.what = "not a " + kind + " of this program",
                         .got = text("schema"),
                         .expected = schema,
                         .where = where_});
}

ordered_json NetworkMetadata::json(const std::string& key) const {
  try {
    return ordered_json::parse(text(key));
  } catch (const ordered_json::exception& error) {
    throw bad_entry(key, error.what());
  }
}

core::ConfigTable NetworkMetadata::table(const std::string& key) const {
  return core::from_json(json(key), where_ + ": " + key);
}

core::BadData NetworkMetadata::bad_entry(const std::string& key, const char* problem) const {
  return core::BadData({.what = "metadata entry \"" + key + "\": " + problem, .where = where_});
}

std::string NetworkMetadata::text(const std::string& key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? "nothing" : found->second;
}

void require_statistics(const features::BinStatistics& statistics, int64_t num_bins,
                        const std::string& where) {
  const auto fail = [&](std::string got, std::string expected) {
    throw core::BadData({.what = "statistics of the feature",
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = where});
  };
  for (const auto* values : {&statistics.mean, &statistics.deviation})
    if (std::ssize(*values) != num_bins)
      fail(fmt::format("{} values", values->size()), fmt::format("{}, one for each bin", num_bins));
  const auto is_finite = [](float value) { return std::isfinite(value); };
  if (!std::ranges::all_of(statistics.mean, is_finite) ||
      !std::ranges::all_of(statistics.deviation,
                           [&](float value) { return is_finite(value) && value > 0; }))
    fail("values that no feature has", "finite means and positive deviations");
}

}  // namespace pinna::evaluation
