// The classifier whose tags a recipe uses.
#pragma once

#include <filesystem>
#include <optional>

#include "pinna/evaluation/detector.h"
#include "pinna/study/recipe.h"

namespace pinna::study {

/// Of recipe.condition, of a gate or of a stack: nothing where neither is asked for. Throws as
/// open_part().
std::optional<evaluation::Tagging> tagging_of(const Recipe& recipe,
                                              const std::filesystem::path& run);

}  // namespace pinna::study
