// What a recipe says about a residual network. Free of torch.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "pinna/core/options.h"

namespace pinna::models {

/// The layers before the first residual block.
enum class ResNetStem {
  pool,     ///< 7x7 convolution of stride 2, then 3x3 max pooling of stride 2, as torchvision
  no_pool,  ///< without the pooling: maps twice as long and wide, about 3.7 times the work
};

/// He, Zhang, Ren and Sun, "Deep residual learning for image recognition", CVPR 2016.
struct ResNetOptions {
  static constexpr std::string_view type_name = "resnet";

  int64_t depth = 18;
  double width = 1.0;
  ResNetStem stem = ResNetStem::pool;
  std::vector<int64_t> frame_strides = {2, 2, 2, 2, 2};
  double dropout = 0.0;
  bool zero_init_last_norm = false;

  static void fields(auto&& field) {
    field("depth", &ResNetOptions::depth, "layers with weights: 18 or 34", core::between(18, 34));
    field("width", &ResNetOptions::width, "factor on the 64 to 512 channels, in steps of 1/8",
          core::between(0.125, 4));
    field("stem", &ResNetOptions::stem,
          "first layers: pool (torchvision's) or no_pool (3.7 times the work)");
    field("frame_strides", &ResNetOptions::frame_strides,
          "in time, of the first convolution, the pooling and the last three stages",
          core::between(1, 2));
    field("dropout", &ResNetOptions::dropout, "probability before the last layer",
          core::between(0, 0.95));
    field("zero_init_last_norm", &ResNetOptions::zero_init_last_norm,
          "whether every residual block starts as the identity");
  }
  bool operator==(const ResNetOptions&) const = default;
};

}  // namespace pinna::models

template <>
struct pinna::core::EnumNames<pinna::models::ResNetStem> {
  static constexpr std::array names{std::pair{models::ResNetStem::pool, "pool"},
                                    std::pair{models::ResNetStem::no_pool, "no_pool"}};
};
