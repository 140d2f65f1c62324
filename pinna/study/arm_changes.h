// The arms of a study as its TOML file describes them: named changes of a recipe. Tables only; what
// the keys mean is the recipe's business. No torch.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/config.h"

namespace pinna::study {

inline constexpr std::string_view arms_key = "arms";
inline constexpr std::string_view factors_key = "factors";

/// What one arm changes: tables with keys of a recipe, to be applied one after the other (one for
/// each factor).
struct ArmChanges {
  std::string name = "";
  std::vector<core::ConfigTable> changes = {};
};

/// The arms of the table [study], none if it has neither arms nor factors. InvalidOptions with file
/// and line for arms beside factors, an empty list or factor, a name that no folder can have, a
/// name twice, and keys that belong to the study and not to an arm (name, fold, seed, study).
std::vector<ArmChanges> read_arms(const core::ConfigTable& study);

/// The table of a recipe with its defaults written out; throws if it is no recipe.
using Resolve = std::function<core::ConfigTable(const core::ConfigTable& written)>;

/// `written` with the changes of an arm: keys of tables merge, except that a table whose `type`
/// becomes another one is replaced as a whole, since its keys belong to the other type. Which type
/// a table has that does not name it, `resolve` says.
core::ConfigTable with_changes(core::ConfigTable written, const ArmChanges& arm,
                               const Resolve& resolve);

/// The changes that make `after` of `before`, both resolved, without `name`.
core::ConfigTable changes_between(const core::ConfigTable& before, const core::ConfigTable& after);

}  // namespace pinna::study
