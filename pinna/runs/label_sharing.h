// Whether several networks can be compared: which labels they share.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace pinna::runs {

/// What one network says: its name, and the labels it knows.
struct NamedLabels {
  std::string name = "";
  std::vector<std::string> labels = {};
};

/// By name, the labels of others that a network does not know, sorted; without those that know all.
std::map<std::string, std::vector<std::string>> missing_labels(
    const std::vector<NamedLabels>& networks);

/// InvalidOptions naming the first network, of two at least, that shares no label with any other.
void require_shared_labels(const std::vector<NamedLabels>& networks);

}  // namespace pinna::runs
