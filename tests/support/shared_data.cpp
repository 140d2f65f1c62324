#include "tests/support/shared_data.h"

#include <cstdlib>

namespace pinna::test {

std::filesystem::path shared_path(const std::filesystem::path& relative) {
  const char* folder = std::getenv("PINNA_SHARED_DIR");
  return (folder ? std::filesystem::path(folder)
                 : std::filesystem::path(PINNA_SOURCE_DIR) / ".." / "shared") /
         relative;
}

}  // namespace pinna::test
