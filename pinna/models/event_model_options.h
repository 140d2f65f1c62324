// Every network that detects events, by name. Free of torch.
#pragma once

#include <variant>

#include "pinna/models/crnn_options.h"

namespace pinna::models {

/// The recipe's part; key `type` selects the alternative.
using EventModelOptions = std::variant<CrnnOptions>;

}  // namespace pinna::models
