// The code that an author hands in: what was written, not what was made from it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "pinna/report/zip_file.h"

namespace pinna::report {

struct OwnCode {
  std::vector<ZipSource> files = {};       ///< below code/, each with the name of its path
  std::vector<std::string> left_out = {};  ///< "lib/model.o: not text"
};

/// Files and folders, these with all that lies in them but: hidden files; folders of builds,
/// caches, packages, runs and studies; links; files that are neither text nor a picture, and those
/// above 5 MB. MissingInput for a path that is not there; InvalidOptions if two paths have the same
/// last part, or for more than 5000 files.
OwnCode collect_code(const std::vector<std::filesystem::path>& paths);

}  // namespace pinna::report
