#include "pinna/report/own_code.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/relative_path.h"
#include "pinna/core/utf8.h"
#include "pinna/report/pack_layout.h"
#include "pinna/runs/run_folder.h"
#include "pinna/runs/study_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t max_code_bytes = 5'000'000;
constexpr size_t max_code_files = 5000;
constexpr std::array<std::string_view, 11> made_folders{
    "__pycache__", "node_modules", "venv",   "env",        "site-packages", "dist",
    "target",      "wandb",        "mlruns", "CMakeFiles", "build"};
constexpr std::array<std::string_view, 6> picture_suffixes{".png", ".jpg", ".jpeg",
                                                           ".gif", ".pdf", ".svg"};

template <class List>
bool contains(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Why a folder holds nothing that a person wrote, or empty.
std::string folder_problem(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (contains(made_folders, name) || name.starts_with("build-") ||
      name.starts_with("cmake-build") || name.ends_with(".egg-info"))
    return "made from code";
  if (runs::StudyFolder::exists(folder) || runs::RunFolder::exists(folder)) return "results";
  return "";
}

/// Why a file is not handed in as code, or empty.
std::string file_problem(const fs::path& file) {
  if (fs::file_size(file) > max_code_bytes) return "above 5 MB";
  if (contains(picture_suffixes, file.extension().string())) return "";
  return core::read_file(file).find('\0') == std::string::npos ? "" : "not text";
}

class Collector {
 public:
  void add(const fs::path& path) {
    const fs::path whole = fs::weakly_canonical(path);
    if (!fs::exists(whole))
      throw core::MissingInput({.what = "code", .got = "no such file", .where = path.string()});
    const std::string name = whole.filename().string();
    if (!tops_.insert(name).second)
      throw core::InvalidOptions({.what = "--code",
                                  .got = fmt::format("two paths that end in '{}'", name),
                                  .expected = "different last parts"});
    if (fs::is_directory(whole)) {
      add_folder(whole, name);
    } else {
      add_file(whole, name);
    }
  }

  OwnCode code;

 private:
  void leave_out(const std::string& name, const std::string& reason) {
    code.left_out.push_back(fmt::format("{}: {}", core::valid_utf8(name), reason));
  }

  void add_folder(const fs::path& folder, const std::string& name) {
    std::vector<fs::path> inside;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
      inside.push_back(entry.path());
    std::sort(inside.begin(), inside.end());
    for (const fs::path& path : inside) {
      const std::string file = path.filename().string();
      const std::string below = name + "/" + file;
      if (file.starts_with(".")) continue;
      if (fs::is_symlink(path)) {
        leave_out(below, "a link");
      } else if (fs::is_directory(path)) {
        const std::string problem = folder_problem(path);
        problem.empty() ? add_folder(path, below) : leave_out(below + "/", problem);
      } else {
        add_file(path, below);
      }
    }
  }

  void add_file(const fs::path& path, const std::string& name) {
    if (!fs::is_regular_file(path)) return leave_out(name, "no plain file");
    if (!core::is_utf8(name) || !core::relative_path_problem(name).empty())
      return leave_out(name, "a name that not every system can have");
    if (const std::string problem = file_problem(path); !problem.empty())
      return leave_out(name, problem);
    if (code.files.size() == max_code_files)
      throw core::InvalidOptions({.what = "--code",
                                  .got = fmt::format("more than {} files", max_code_files),
                                  .expected = "the files that you wrote"});
    code.files.push_back({.name = std::string(layout::code_folder) + name, .file = path});
  }

  std::set<std::string> tops_;
};

}  // namespace

OwnCode collect_code(const std::vector<fs::path>& paths) {
  Collector collector;
  for (const fs::path& path : paths) collector.add(path);
  return std::move(collector.code);
}

}  // namespace pinna::report
