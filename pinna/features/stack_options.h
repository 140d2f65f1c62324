// Options of a stack: several features of one clip as the channels of one input, as images have
// red, green and blue.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pinna/core/config.h"
#include "pinna/core/options.h"
#include "pinna/features/channel_options.h"

namespace pinna::features {

/// How a channel of other height gets the rows of the stack.
enum class ChannelFit {
  resize,  ///< linear interpolation between the centres of rows; weighted means where it shrinks
  pad,     ///< rows of zeros above; standardised, they are the mean
  tile     ///< the rows again, from the first
};

}  // namespace pinna::features

template <>
struct pinna::core::EnumNames<pinna::features::ChannelFit> {
  using Fit = pinna::features::ChannelFit;
  static constexpr std::array names{std::pair{Fit::resize, "resize"}, std::pair{Fit::pad, "pad"},
                                    std::pair{Fit::tile, "tile"}};
};

namespace pinna::features {

struct StackOptions {
  static constexpr std::string_view type_name = "stack";
  static constexpr std::string_view meaning =
      "several features of one clip as the channels of one input";

  std::vector<ChannelOptions> channels = {};
  std::optional<int64_t> bins = std::nullopt;  ///< empty: as many as the channel with most
  ChannelFit fit = ChannelFit::resize;

  static void fields(auto&& field) {
    using O = StackOptions;
    field("channels", &O::channels,
          "one table for each feature, of one sample_rate and hop_length");
    field("bins", &O::bins, "rows of every channel; none: as many as the channel with most",
          core::between(1, 1 << 20));
    field("fit", &O::fit, "how channels get that many rows: resize, pad or tile");
  }
  bool operator==(const StackOptions&) const = default;
};

/// Keys: `channels`, each a table as of a single feature, or `preset`, a named stack (neither:
/// log_mel+mfcc+chroma); `bins`, `fit`; and any setting of the channels, which goes to every
/// channel that has it and does not set it itself. InvalidOptions with the place for unknown names
/// and keys, wrong values, settings that no channel takes and channels that contradict each other.
StackOptions parse_stack(const core::ConfigTable& table, const std::string& path);

/// Every setting of every channel ("channels[0].n_mels") and where it came from; same errors.
std::vector<FeatureSetting> explain_stack(const core::ConfigTable& table, const std::string& path);

/// The named stacks whose features there are.
FeatureDescription describe_stacks();

/// With resolved channels. InvalidOptions where there is no channel, or where a sample rate or hop
/// differs from the first channel's.
StackOptions resolved(StackOptions options);

}  // namespace pinna::features
