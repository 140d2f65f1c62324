#include "pinna/data/archive.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/relative_path.h"
#include "pinna/data/work_folder.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kAlwaysAllowedBytes = 1'000'000;
constexpr int kDiskFlags = ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS |
                           ARCHIVE_EXTRACT_NO_OVERWRITE;

/// The names made so far, so that no entry can replace or shadow an earlier one.
class NameTree {
 public:
  /// Whether `name` and the folders above it could be added.
  bool add(const std::string& name, unsigned type) {
    for (size_t slash = name.find('/'); slash != std::string::npos;
         slash = name.find('/', slash + 1))
      if (types_.emplace(name.substr(0, slash), AE_IFDIR).first->second != AE_IFDIR) return false;
    const auto [place, is_new] = types_.emplace(name, type);
    return is_new || (type == AE_IFDIR && place->second == AE_IFDIR);
  }

 private:
  std::map<std::string, unsigned> types_;
};

class Unpacker {
 public:
  Unpacker(const fs::path& path, const fs::path& target, const UnpackOptions& options)
      : path_(path),
        target_(target),
        options_(options),
        archive_bytes_(static_cast<int64_t>(fs::file_size(path))) {
    allowed_bytes_ = std::min(options.limits.bytes,
                              std::max(kAlwaysAllowedBytes, options.limits.ratio * archive_bytes_));
    archive* reader = reader_.get();
    archive_read_support_filter_gzip(reader);
    archive_read_support_filter_bzip2(reader);
    archive_read_support_filter_xz(reader);
    archive_read_support_filter_zstd(reader);
    archive_read_support_format_zip_seekable(reader);
    archive_read_support_format_tar(reader);
    if (archive_read_open_filename(reader, path.c_str(), 1 << 16) != ARCHIVE_OK)
      fail(core::archive_message(reader), "a .zip or .tar archive");
    archive_write_disk_set_options(disk_.get(), kDiskFlags);
  }

  UnpackReport unpack() {
    archive_entry* entry = nullptr;
    for (int64_t count = 0;; ++count) {
      const int status = archive_read_next_header(reader_.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK)
        fail(core::archive_message(reader_.get()), "a .zip or .tar archive");
      if (count == options_.limits.entries)
        fail("more entries", fmt::format("at most {}", options_.limits.entries));
      unpack_entry(entry);
      report_progress();
    }
    if (report_.num_files == 0) fail("no files", "a .zip or .tar archive with files");
    return report_;
  }

 private:
  [[noreturn]] void fail(std::string got, std::string expected) const {
    throw core::BadData({.what = "cannot unpack",
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = path_.string()});
  }
  [[noreturn]] void fail_to_write() const {
    throw core::IoError({.what = "cannot unpack",
                         .got = core::archive_message(disk_.get()),
                         .where = target_.string(),
                         .fix = "free space or choose another folder"});
  }

  void unpack_entry(archive_entry* entry) {
    const std::string raw_name = core::archive_entry_name(entry);
    const std::string problem = core::relative_path_problem(raw_name);
    if (!problem.empty())
      fail(fmt::format("name '{}': {}", raw_name, problem), "names below the folder");
    const unsigned type = archive_entry_filetype(entry);
    if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) ||
        (type != AE_IFREG && type != AE_IFDIR))
      fail(fmt::format("'{}', a link or device", raw_name), "plain files and folders");
    const std::string name = core::normal_relative_path(raw_name);
    if (name.empty() && type == AE_IFDIR) return;
    if (name.empty() || !names_.add(name, type))
      fail(fmt::format("'{}' for the second time", raw_name), "each name once");
    if (type == AE_IFDIR) {
      core::make_folder(target_ / name);
    } else {
      write_file(entry, name);
    }
  }

  void write_file(archive_entry* source, const std::string& name) {
    int64_t file_bytes = archive_entry_size_is_set(source) ? archive_entry_size(source) : 0;
    require_allowed(file_bytes, name);
    const core::ArchiveEntryHandle file(archive_entry_new());
    archive_entry_set_pathname(file.get(), (target_ / name).c_str());
    archive_entry_set_filetype(file.get(), AE_IFREG);
    archive_entry_set_perm(file.get(), 0644);
    if (archive_write_header(disk_.get(), file.get()) != ARCHIVE_OK) fail_to_write();
    for (;;) {
      const void* block = nullptr;
      size_t size = 0;
      la_int64_t offset = 0;
      const int status = archive_read_data_block(reader_.get(), &block, &size, &offset);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK)
        fail(fmt::format("{} in '{}'", core::archive_message(reader_.get()), name), "whole files");
      file_bytes = std::max(file_bytes, offset + static_cast<int64_t>(size));
      require_allowed(file_bytes, name);
      if (archive_write_data_block(disk_.get(), block, size, offset) < ARCHIVE_OK) fail_to_write();
      report_progress();
    }
    if (archive_write_finish_entry(disk_.get()) != ARCHIVE_OK) fail_to_write();
    ++report_.num_files;
    report_.num_bytes += file_bytes;
  }

  void require_allowed(int64_t file_bytes, const std::string& name) const {
    if (file_bytes > allowed_bytes_ - report_.num_bytes)
      fail(fmt::format("more than {} bytes with '{}'", allowed_bytes_, name),
           fmt::format("at most {} times the {} bytes of the archive, and at most {}",
                       options_.limits.ratio, archive_bytes_, options_.limits.bytes));
  }

  void report_progress() const {
    if (options_.progress)
      options_.progress(std::min<int64_t>(archive_filter_bytes(reader_.get(), -1), archive_bytes_),
                        archive_bytes_);
  }

  fs::path path_;
  fs::path target_;
  const UnpackOptions& options_;
  int64_t archive_bytes_;
  int64_t allowed_bytes_ = 0;
  core::Utf8Names utf8_names_;
  core::ArchiveHandle reader_{archive_read_new()};
  core::ArchiveHandle disk_{archive_write_disk_new()};
  NameTree names_;
  UnpackReport report_;
};

/// The single folder inside `folder`, or `folder` itself if there is more.
fs::path top_of(const fs::path& folder) {
  const fs::directory_iterator first(folder);
  const bool is_single = std::next(fs::directory_iterator(folder)) == fs::directory_iterator();
  return is_single && first->is_directory() ? first->path() : folder;
}

}  // namespace

UnpackReport unpack_archive(const fs::path& archive, const fs::path& folder,
                            const UnpackOptions& options) {
  core::require_file(archive, "cannot unpack");
  WorkFolder work(folder, Leftovers::remove);
  const fs::path content = work / "content";
  fs::remove_all(content);
  core::make_folder(content);
  const UnpackReport report = Unpacker(archive, content, options).unpack();
  work.commit(options.top_folder == TopFolder::strip ? top_of(content) : content);
  return report;
}

}  // namespace pinna::data
