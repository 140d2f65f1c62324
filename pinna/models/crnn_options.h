// What a recipe says about a convolutional recurrent network. Free of torch.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::models {

/// The baseline of DCASE's task on sound event detection in domestic environments, 2021 to 2023
/// (Turpault et al., https://github.com/DCASE-REPO/DESED_task), in any size. Its own size is the
/// default but for the input, of which it takes 128 bands and four frames to a score.
struct CrnnOptions {
  static constexpr std::string_view type_name = "crnn";

  std::vector<int64_t> channels = {16, 32, 64, 128, 128, 128, 128};
  std::vector<int64_t> pool_bins = {2, 2, 2, 2, 2, 2, 2};
  std::vector<int64_t> pool_frames = {2, 2, 1, 1, 1, 1, 1};
  double conv_dropout = 0.5;
  int64_t rnn_layers = 2;
  int64_t rnn_cells = 128;
  double rnn_dropout = 0.5;

  static void fields(auto&& field) {
    using core::between;
    field("channels", &CrnnOptions::channels, "of each convolution block", between(1, 4096));
    field("pool_bins", &CrnnOptions::pool_bins, "bins that each block averages", between(1, 64));
    field("pool_frames", &CrnnOptions::pool_frames,
          "frames that each block averages; their product is the frames of a score",
          between(1, 64));
    field("conv_dropout", &CrnnOptions::conv_dropout, "probability after each block",
          between(0, 0.95));
    field("rnn_layers", &CrnnOptions::rnn_layers, "bidirectional GRU layers", between(1, 8));
    field("rnn_cells", &CrnnOptions::rnn_cells, "cells of each direction", between(1, 4096));
    field("rnn_dropout", &CrnnOptions::rnn_dropout,
          "probability between the recurrent layers and after them", between(0, 0.95));
  }
  bool operator==(const CrnnOptions&) const = default;
};

/// Frames of the input for one frame of scores. InvalidOptions unless every block has its pooling.
int64_t frames_per_score(const CrnnOptions& options);

}  // namespace pinna::models
