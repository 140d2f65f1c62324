#include "pinna/runs/label_sharing.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"

namespace pinna::runs {
namespace {

std::set<std::string> all_labels(const std::vector<NamedLabels>& networks) {
  std::set<std::string> all;
  for (const NamedLabels& network : networks)
    all.insert(network.labels.begin(), network.labels.end());
  return all;
}

/// So many of a long list that a line can hold.
std::string some_of(const std::vector<std::string>& labels) {
  constexpr size_t most = 12;
  if (labels.size() <= most) return fmt::format("{}", fmt::join(labels, ", "));
  return fmt::format("{} and {} more", fmt::join(labels.begin(), labels.begin() + most, ", "),
                     labels.size() - most);
}

}  // namespace

std::map<std::string, std::vector<std::string>> missing_labels(
    const std::vector<NamedLabels>& networks) {
  const std::set<std::string> all = all_labels(networks);
  std::map<std::string, std::vector<std::string>> missing;
  for (const NamedLabels& network : networks) {
    const std::set<std::string> known(network.labels.begin(), network.labels.end());
    std::vector<std::string> unknown;
    std::ranges::set_difference(all, known, std::back_inserter(unknown));
    if (!unknown.empty()) missing[network.name] = std::move(unknown);
  }
  return missing;
}

void require_shared_labels(const std::vector<NamedLabels>& networks) {
  for (size_t i = 0; i < networks.size() && networks.size() > 1; ++i) {
    std::vector<NamedLabels> others = networks;
    others.erase(others.begin() + static_cast<ptrdiff_t>(i));
    const std::set<std::string> labels = all_labels(others);
    if (std::ranges::any_of(networks[i].labels,
                            [&](const std::string& label) { return labels.contains(label); }))
      continue;
    throw core::InvalidOptions(
        {.what = "labels of the runs",
         .got = fmt::format("{} with {}", networks[i].name, some_of(networks[i].labels)),
         .expected =
             fmt::format("a label of another run ({})", some_of({labels.begin(), labels.end()})),
         .fix = "inspect runs that share no label one by one"});
  }
}

}  // namespace pinna::runs
