// Outside data that tests use where it is present: golden numbers and real recordings.
#pragma once

#include <filesystem>

#include "pinna/core/temporary_folder.h"

namespace pinna::test {

/// `relative` below $PINNA_SHARED_DIR, or below the folder `shared` beside the source tree.
std::filesystem::path shared_path(const std::filesystem::path& relative);

using core::TemporaryFolder;

}  // namespace pinna::test

/// Skips the running test with a message unless the shared file or folder exists.
#define REQUIRE_SHARED(path)          \
  if (!std::filesystem::exists(path)) \
  GTEST_SKIP() << (path) << " is absent: set PINNA_SHARED_DIR to run the comparison"
