#include "pinna/metrics/bipartite_matching.h"

#include <algorithm>
#include <utility>

namespace pinna::metrics {
namespace {

constexpr int64_t nobody = -1;

/// Looks for vertex-disjoint augmenting paths of the shortest length and flips them, again and
/// again.
class Matching {
 public:
  Matching(const std::vector<std::vector<int64_t>>& allowed, const std::vector<int64_t>& left_order,
           int64_t num_right)
      : allowed_(allowed),
        left_order_(left_order),
        partner_(static_cast<size_t>(num_right), nobody) {}

  std::vector<int64_t> largest() {
    match_greedily();
    while (enlarge()) {
    }
    return std::move(partner_);
  }

 private:
  enum class LeftState { unreached, free, reached, used };

  int64_t& partner(int64_t right) { return partner_[static_cast<size_t>(right)]; }
  LeftState& state(int64_t left) { return states_[static_cast<size_t>(left)]; }
  std::vector<int64_t>& reached_from(int64_t right) {
    return reached_from_[static_cast<size_t>(right)];
  }
  const std::vector<int64_t>& allowed(int64_t left) const {
    return allowed_[static_cast<size_t>(left)];
  }

  void match_greedily() {
    for (const int64_t left : left_order_)
      for (const int64_t right : allowed(left))
        if (partner(right) == nobody) {
          partner(right) = left;
          break;
        }
  }

  /// True if the matching has grown.
  bool enlarge() {
    const std::vector<int64_t> ends = build_layers();
    for (const int64_t right : ends) flip_path_to(right);
    return !ends.empty();
  }

  /// Breadth first from the free left-hand members; returns the free right-hand members of the
  /// first layer that has some.
  std::vector<int64_t> build_layers() {
    states_.assign(allowed_.size(), LeftState::unreached);
    came_by_.assign(allowed_.size(), nobody);
    reached_from_.assign(partner_.size(), {});
    std::vector<bool> is_matched(allowed_.size());
    for (const int64_t left : partner_)
      if (left != nobody) is_matched[static_cast<size_t>(left)] = true;
    std::vector<int64_t> layer;
    for (const int64_t left : left_order_)
      if (!is_matched[static_cast<size_t>(left)]) {
        state(left) = LeftState::free;
        layer.push_back(left);
      }

    std::vector<int64_t> ends;
    while (!layer.empty() && ends.empty()) {
      std::vector<int64_t> new_rights;
      std::vector<std::vector<int64_t>> sources(partner_.size());
      for (const int64_t left : layer)
        for (const int64_t right : allowed(left)) {
          if (!reached_from(right).empty()) continue;
          auto& source = sources[static_cast<size_t>(right)];
          if (source.empty()) new_rights.push_back(right);
          source.push_back(left);
        }
      layer.clear();
      for (const int64_t right : new_rights) {
        reached_from(right) = std::move(sources[static_cast<size_t>(right)]);
        if (partner(right) == nobody) {
          ends.push_back(right);
        } else {
          layer.push_back(partner(right));
          state(partner(right)) = LeftState::reached;
          came_by_[static_cast<size_t>(partner(right))] = right;
        }
      }
    }
    return ends;
  }

  /// Walks back to a free left-hand member over members that no other path has used, and pairs
  /// along the way.
  bool flip_path_to(int64_t right) {
    const std::vector<int64_t> sources = std::exchange(reached_from(right), {});
    for (const int64_t left : sources) {
      const LeftState before = std::exchange(state(left), LeftState::used);
      if (before != LeftState::free && before != LeftState::reached) continue;
      if (before == LeftState::free || flip_path_to(came_by_[static_cast<size_t>(left)])) {
        partner(right) = left;
        return true;
      }
    }
    return false;
  }

  const std::vector<std::vector<int64_t>>& allowed_;
  const std::vector<int64_t>& left_order_;
  std::vector<int64_t> partner_;                    // of each right-hand member
  std::vector<LeftState> states_;                   // of this search
  std::vector<int64_t> came_by_;                    // the right-hand partner that led to a left one
  std::vector<std::vector<int64_t>> reached_from_;  // left-hand members one layer before
};

}  // namespace

std::vector<int64_t> match_pairs(const std::vector<std::vector<int64_t>>& allowed,
                                 const std::vector<int64_t>& left_order, int64_t num_right) {
  return Matching(allowed, left_order, num_right).largest();
}

}  // namespace pinna::metrics
