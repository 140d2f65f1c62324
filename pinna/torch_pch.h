// The precompiled header of libpinna_torch and its tests; no other header includes <torch/torch.h>.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include <torch/torch.h>
