// Every network by name, and what the data decide about it. Free of torch.
#pragma once

#include <cstdint>
#include <variant>

#include "pinna/core/options.h"
#include "pinna/models/crnn_options.h"
#include "pinna/models/event_resnet_options.h"
#include "pinna/models/resnet_options.h"

namespace pinna::models {

/// The recipe's part; key `type` selects the alternative. The first classifies clips, the others
/// detect events.
using ModelOptions = std::variant<ResNetOptions, CrnnOptions, EventResNetOptions>;

/// Whether its answers are those of models/event_answers.h.
inline bool detects_events(const ModelOptions& options) {
  return !std::holds_alternative<ResNetOptions>(options);
}

/// Frames of the input for one frame of a detector's scores. InvalidOptions for networks that
/// classify clips.
int64_t frames_per_score(const ModelOptions& options);

/// The part that follows from the features and the labels, so no recipe can contradict them.
struct ModelShape {
  int64_t in_channels = 1;
  int64_t num_classes = 10;
  int64_t num_conditions = 0;

  static void fields(auto&& field) {
    field("in_channels", &ModelShape::in_channels, "features stacked as channels",
          core::at_least(1));
    field("num_classes", &ModelShape::num_classes, "labels", core::at_least(2));
    field("num_conditions", &ModelShape::num_conditions,
          "numbers about each frame of scores that a detector is told besides the sound",
          core::at_least(0));
  }
  bool operator==(const ModelShape&) const = default;
};

}  // namespace pinna::models
