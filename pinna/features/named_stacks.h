// Stacks that have a name: what `preset` stands for where `type` is "stack".
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "pinna/core/config.h"

namespace pinna::features {

struct NamedStack {
  std::string_view name;
  std::string_view meaning;
  /// What a person would have written: `channels` and settings. Windows last as long at any rate.
  core::ConfigTable (*table)(int64_t sample_rate);
};

std::span<const NamedStack> named_stacks();

inline constexpr std::string_view default_stack = "log_mel+mfcc+chroma";

}  // namespace pinna::features
