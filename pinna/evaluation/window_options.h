// How a classifier of clips is moved along a recording. No torch.
#pragma once

#include "pinna/core/options.h"

namespace pinna::evaluation {

struct WindowOptions {
  double window_seconds = 1;
  double hop_seconds = 0.1;

  static void fields(auto&& field) {
    field("window_seconds", &WindowOptions::window_seconds, "what the classifier hears at a time",
          core::between(0.05, 60));
    field("hop_seconds", &WindowOptions::hop_seconds, "from one window to the next",
          core::between(0.01, 60));
  }
  bool operator==(const WindowOptions&) const = default;
};

}  // namespace pinna::evaluation
