#include "tests/support/shared_data.h"

#include <cstdlib>
#include <stdexcept>
#include <string>

#include <stdlib.h>

namespace pinna::test {

std::filesystem::path shared_path(const std::filesystem::path& relative) {
  const char* folder = std::getenv("PINNA_SHARED_DIR");
  return (folder ? std::filesystem::path(folder)
                 : std::filesystem::path(PINNA_SOURCE_DIR) / ".." / "shared") /
         relative;
}

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "pinna-test-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary folder");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pinna::test
