// What a detector is told of the sounds around each moment besides the sound itself. No torch.
#pragma once

#include <array>
#include <utility>

#include "pinna/core/options.h"

namespace pinna::evaluation {

/// Where tags come from. The last two are known of labelled scenes alone: controls, not methods.
enum class TagSource {
  predicted,  ///< by a classifier of clips that is asked about windows
  shuffled,   ///< the same of another scene, so that they say nothing
  reference,  ///< from the labels: what perfect tags would bring
};

}  // namespace pinna::evaluation

template <>
struct pinna::core::EnumNames<pinna::evaluation::TagSource> {
  using Source = evaluation::TagSource;
  static constexpr std::array names{std::pair{Source::predicted, "predicted"},
                                    std::pair{Source::shuffled, "shuffled"},
                                    std::pair{Source::reference, "reference"}};
};

namespace pinna::evaluation {

struct TagOptions {
  TagSource source = TagSource::predicted;
  double window_seconds = 2;
  double hop_seconds = 1;
  double reach_seconds = 10;

  static void fields(auto&& field) {
    using core::between;
    field("source", &TagOptions::source,
          "predicted | shuffled | reference: the classifier's, those of another scene (control) or "
          "the labels' (ceiling)");
    field("window_seconds", &TagOptions::window_seconds, "what the classifier hears at a time",
          between(0.05, 60));
    field("hop_seconds", &TagOptions::hop_seconds, "from one window to the next",
          between(0.01, 60));
    field("reach_seconds", &TagOptions::reach_seconds,
          "a tag counts so long before and after its window", between(0, 3600));
  }
  bool operator==(const TagOptions&) const = default;
};

}  // namespace pinna::evaluation
