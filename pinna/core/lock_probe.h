// Looking at a lock without taking it.
#pragma once

#include <filesystem>

namespace pinna::core {

/// Whether some process holds the FileLock `path` now; an absent file is not locked.
bool is_locked(const std::filesystem::path& path);

}  // namespace pinna::core
