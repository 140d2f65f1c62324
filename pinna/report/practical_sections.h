// What both parts of a practical's report say about the data.
#pragma once

#include <string>

#include "pinna/report/practical_paper.h"

namespace pinna::report {

/// What the clips are, whose, what is worth knowing about them, and what keeps tests honest.
PaperSection data_section(const PracticalMaterial& material);

/// The field of that name with what the author wrote for it.
PaperField author_field(const std::vector<AuthorField>& fields, const std::string& name,
                        const Discussion& discussion);

/// The recorded recipe of an arm.
core::ConfigTable recipe_of(const ArmFindings& arm);

/// 0.893 -> "89.3".
std::string in_per_cent(double share);

}  // namespace pinna::report
