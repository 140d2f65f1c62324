// Classes that belong together, such as ESC-50's five major categories.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pinna::report {

struct ClassGroup {
  std::string name = "";
  std::vector<int64_t> classes = {};
  bool operator==(const ClassGroup&) const = default;
};

/// The groups that are known for a label list: the major categories for the 50 classes of ESC-50
/// (Piczak 2015), nothing otherwise.
std::vector<ClassGroup> known_groups(const std::vector<std::string>& labels);

/// InvalidOptions unless the groups hold each of `num_classes` classes exactly once.
void require_partition(const std::vector<ClassGroup>& groups, int64_t num_classes);

}  // namespace pinna::report
