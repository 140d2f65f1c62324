#include "pinna/core/temporary_folder.h"

#include <string>
#include <system_error>

#include <stdlib.h>

#include "pinna/core/error.h"

namespace pinna::core {

TemporaryFolder::TemporaryFolder() {
  std::error_code ignored;
  const std::filesystem::path place = std::filesystem::temp_directory_path(ignored);
  std::string pattern = ((place.empty() ? "/tmp" : place) / "pinna-XXXXXX").string();
  if (!::mkdtemp(pattern.data()))
    throw system_error("cannot make a temporary folder", place.string(),
                       "set TMPDIR to a folder that can be written");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace pinna::core
