// Training that begins with the layers of another network.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "pinna/core/safetensors.h"
#include "pinna/features/statistics.h"
#include "pinna/study/recipe.h"

namespace pinna::models {
class Model;
}

namespace pinna::study {

/// What is taken over from the network of recipe.transfer.
struct Beginning {
  core::SafeTensors weights = {};
  features::BinStatistics statistics = {};  ///< of its inputs
  std::string where = "";                   ///< its file, for messages
};

/// Nothing without recipe.transfer. Throws as open_part(); InvalidOptions for another feature.
std::optional<Beginning> beginning_of(const Recipe& recipe, const std::filesystem::path& run);

/// Gives `model` the layers of the same names and shapes; with recipe.transfer.freeze they stay as
/// they are. InvalidOptions if there is none.
void begin_with(models::Model& model, const Beginning& beginning, const Recipe& recipe);

}  // namespace pinna::study
