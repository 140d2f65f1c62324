// What a recipe says about a residual network that detects events. Free of torch.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::models {

/// The convolutions of a ResNet without most of their strides in time, and the recurrent layers of
/// the CRNN behind them. Its convolutions have the names and shapes of a `resnet` of the same depth
/// and width, so that weights move between a classifier and a detector.
struct EventResNetOptions {
  static constexpr std::string_view type_name = "event_resnet";

  int64_t depth = 18;
  double width = 0.25;
  std::vector<int64_t> frame_strides = {2, 1, 1, 1, 1};
  int64_t rnn_layers = 1;
  int64_t rnn_cells = 128;
  double rnn_dropout = 0.3;

  static void fields(auto&& field) {
    using core::between;
    field("depth", &EventResNetOptions::depth, "layers with weights: 18 or 34", between(18, 34));
    field("width", &EventResNetOptions::width, "factor on the 64 to 512 channels, in steps of 1/8",
          between(0.125, 4));
    field("frame_strides", &EventResNetOptions::frame_strides,
          "in time, of the first convolution, the pooling and the last three stages; their product "
          "is the frames of a score",
          between(1, 2));
    field("rnn_layers", &EventResNetOptions::rnn_layers, "bidirectional GRU layers", between(1, 8));
    field("rnn_cells", &EventResNetOptions::rnn_cells, "cells of each direction", between(1, 4096));
    field("rnn_dropout", &EventResNetOptions::rnn_dropout,
          "probability between the recurrent layers and after them", between(0, 0.95));
  }
  bool operator==(const EventResNetOptions&) const = default;
};

/// Frames of the input for one frame of scores. InvalidOptions unless there are five strides.
int64_t frames_per_score(const EventResNetOptions& options);

}  // namespace pinna::models
