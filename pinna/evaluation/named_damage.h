// Errors of work on a file that does not know its name.
#pragma once

#include <filesystem>
#include <utility>

#include "pinna/core/error.h"

namespace pinna::evaluation {

/// Calls `work`; BadData that says no place gets the file's name.
template <class Work>
auto with_name_of(const std::filesystem::path& file, const Work& work) {
  try {
    return work();
  } catch (const core::BadData& error) {
    core::ErrorParts parts = error.parts();
    if (parts.where.empty()) parts.where = file.string();
    throw core::BadData(std::move(parts));
  }
}

}  // namespace pinna::evaluation
