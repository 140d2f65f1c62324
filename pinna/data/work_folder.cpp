#include "pinna/data/work_folder.h"

#include <iterator>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

void require_absent_or_empty(const fs::path& target) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(target, error);
  if (!fs::exists(status)) return;
  if (fs::is_directory(status) && fs::is_empty(target, error) && !error) return;
  throw core::InvalidOptions({.what = "folder to make",
                              .got = "one that is not empty",
                              .expected = "an absent or empty folder",
                              .where = target.string(),
                              .fix = "choose another or remove it"});
}

void write_to_disk(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw core::system_error("cannot open", folder.string());
  const int status = ::syncfs(descriptor);
  ::close(descriptor);
  if (status != 0) throw core::system_error("cannot write", folder.string());
}

}  // namespace

WorkFolder::WorkFolder(const fs::path& target, Leftovers leftovers)
    : target_(fs::absolute(target).lexically_normal()), leftovers_(leftovers) {
  if (!target_.has_filename()) target_ = target_.parent_path();
  require_absent_or_empty(target_);
  core::make_folder(target_.parent_path());
  folder_ = fs::canonical(target_.parent_path()) / ("." + target_.filename().string() + ".partial");
  core::make_folder(folder_);
  lock_.emplace(folder_ / "lock");
}

WorkFolder::~WorkFolder() {
  std::error_code error;
  const auto num_entries = std::distance(fs::directory_iterator(folder_, error), {});
  const bool holds_only_the_lock = !error && num_entries <= 1;
  if (leftovers_ == Leftovers::remove || holds_only_the_lock) remove();
}

void WorkFolder::commit(const fs::path& finished) {
  write_to_disk(folder_);
  std::error_code error;
  fs::rename(finished, target_, error);
  if (error)
    throw core::IoError(
        {.what = "cannot rename into place", .got = error.message(), .where = target_.string()});
  remove();
}

void WorkFolder::remove() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

}  // namespace pinna::data
