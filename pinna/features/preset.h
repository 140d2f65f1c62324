// Named, versioned settings: a preset sets every option of a feature.
#pragma once

#include <string_view>

namespace pinna::features {

template <class Options>
struct Preset {
  std::string_view name;     ///< "librosa-0.11"
  std::string_view meaning;  ///< one line for lists
  Options options;
};

}  // namespace pinna::features
