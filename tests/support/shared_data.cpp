#include "tests/support/shared_data.h"

#include <cstdlib>

#include "tests/support/source_folder.h"

namespace pinna::test {

std::filesystem::path source_folder() {
  return PINNA_SOURCE_DIR;
}

std::filesystem::path shared_path(const std::filesystem::path& relative) {
  const char* folder = std::getenv("PINNA_SHARED_DIR");
  return (folder ? std::filesystem::path(folder) : source_folder() / ".." / "shared") / relative;
}

}  // namespace pinna::test
