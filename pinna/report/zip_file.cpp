#include "pinna/report/zip_file.h"

#include <algorithm>
#include <array>
#include <exception>
#include <ostream>
#include <set>

#include <fmt/format.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/relative_path.h"
#include "pinna/core/utf8.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

/// Lets libarchive write into a stream; an exception must not pass through its C code.
struct StreamTarget {
  std::ostream& stream;
  std::exception_ptr error = nullptr;

  static la_ssize_t write(archive*, void* self, const void* bytes, size_t count) {
    auto& target = *static_cast<StreamTarget*>(self);
    try {
      target.stream.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
      return static_cast<la_ssize_t>(count);
    } catch (...) {
      target.error = std::current_exception();
      return -1;
    }
  }
};

class ZipWriter {
 public:
  explicit ZipWriter(std::ostream& stream) : target_{stream} {
    require(archive_write_set_format_zip(archive_.get()));
    require(archive_write_set_options(archive_.get(), "zip:hdrcharset=UTF-8"));
    require(archive_write_set_bytes_per_block(archive_.get(), 0));
    require(archive_write_open(archive_.get(), &target_, nullptr, &StreamTarget::write, nullptr));
  }

  void add(const std::string& name, std::string_view content) {
    const core::ArchiveEntryHandle entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    // No time at all is the first moment of ZIP in every time zone.
    archive_entry_unset_mtime(entry.get());
    archive_entry_set_size(entry.get(), static_cast<int64_t>(content.size()));
    require(archive_write_header(archive_.get(), entry.get()));
    if (!content.empty() && archive_write_data(archive_.get(), content.data(), content.size()) < 0)
      require(ARCHIVE_FATAL);
  }

  void close() { require(archive_write_close(archive_.get())); }

 private:
  void require(int status) {
    if (status == ARCHIVE_OK) return;
    if (target_.error) std::rethrow_exception(target_.error);
    throw core::IoError(
        {.what = "cannot write a ZIP", .got = core::archive_message(archive_.get())});
  }

  StreamTarget target_;
  core::Utf8Names utf8_names_;
  core::ArchiveHandle archive_{archive_write_new()};
};

class ZipReader {
 public:
  ZipReader(const fs::path& path, const ZipLimits& limits) : path_(path), limits_(limits) {
    archive_read_support_format_zip_seekable(archive_.get());
    if (archive_read_open_filename(archive_.get(), path.c_str(), 1 << 16) != ARCHIVE_OK)
      throw_no_zip();
  }

  ZipContent read() {
    for (int64_t count = 0; read_next(count); ++count) {
    }
    std::sort(content_.entries.begin(), content_.entries.end(),
              [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
    return std::move(content_);
  }

 private:
  [[noreturn]] void throw_no_zip() const {
    throw core::BadData({.what = "no ZIP that can be read",
                         .got = core::archive_message(archive_.get()),
                         .expected = "a ZIP",
                         .where = path_.string()});
  }
  void complain(std::string problem) { content_.problems.push_back(std::move(problem)); }

  /// False at the end, and where nothing more can or shall be read.
  bool read_next(int64_t count) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(archive_.get(), &entry);
    if (status == ARCHIVE_EOF) return false;
    if (status != ARCHIVE_OK && count == 0) throw_no_zip();
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
      complain(fmt::format("damaged: {}", core::archive_message(archive_.get())));
      return false;
    }
    if (count == limits_.entries) {
      complain(fmt::format("more than {} entries", limits_.entries));
      return false;
    }
    return read_entry(entry);
  }

  bool read_entry(archive_entry* entry) {
    const std::string raw_name = core::archive_entry_name(entry);
    const std::string shown = core::valid_utf8(raw_name);
    const unsigned type = archive_entry_filetype(entry);
    if (const std::string problem = core::relative_path_problem(raw_name); !problem.empty()) {
      complain(fmt::format("'{}': {}", shown, problem));
    } else if (archive_entry_hardlink(entry) || archive_entry_symlink(entry) ||
               (type != AE_IFREG && type != AE_IFDIR)) {
      complain(fmt::format("'{}' is a link or device", shown));
    } else if (archive_entry_is_encrypted(entry)) {
      complain(fmt::format("'{}' is encrypted", shown));
    } else if (type == AE_IFREG) {
      const std::string name = core::normal_relative_path(raw_name);
      if (!names_.insert(name).second) {
        complain(fmt::format("'{}' comes twice", shown));
      } else {
        return read_file(name);
      }
    }
    return true;
  }

  bool read_file(const std::string& name) {
    ZipEntry file{.name = name, .content = std::string()};
    for (;;) {
      const void* block = nullptr;
      size_t size = 0;
      la_int64_t offset = 0;
      const int status = archive_read_data_block(archive_.get(), &block, &size, &offset);
      if (status == ARCHIVE_EOF) break;
      if (status != ARCHIVE_OK) {
        complain(fmt::format("'{}' is damaged: {}", core::valid_utf8(name),
                             core::archive_message(archive_.get())));
        return false;
      }
      file.bytes += static_cast<int64_t>(size);
      unpacked_bytes_ += static_cast<int64_t>(size);
      if (unpacked_bytes_ > limits_.unpacked_bytes) {
        complain(fmt::format("more than {} bytes unpacked", limits_.unpacked_bytes));
        return false;
      }
      if (file.bytes > limits_.kept_file_bytes || file.bytes > limits_.kept_bytes - kept_bytes_) {
        file.content.reset();
      } else if (file.content) {
        file.content->append(static_cast<const char*>(block), size);
      }
    }
    kept_bytes_ += file.content ? file.bytes : 0;
    content_.entries.push_back(std::move(file));
    return true;
  }

  fs::path path_;
  ZipLimits limits_;
  core::Utf8Names utf8_names_;
  core::ArchiveHandle archive_{archive_read_new()};
  std::set<std::string> names_;
  int64_t unpacked_bytes_ = 0;
  int64_t kept_bytes_ = 0;
  ZipContent content_;
};

}  // namespace

void write_zip(const fs::path& path, std::vector<ZipSource> sources) {
  std::sort(sources.begin(), sources.end(),
            [](const ZipSource& a, const ZipSource& b) { return a.name < b.name; });
  for (size_t i = 0; i < sources.size(); ++i) {
    const bool is_double = i > 0 && sources[i - 1].name == sources[i].name;
    if (is_double || !core::relative_path_problem(sources[i].name).empty())
      throw core::Bug({.what = "name in a ZIP", .got = sources[i].name});
  }
  core::write_file_atomically(path, [&](std::ostream& stream) {
    ZipWriter writer(stream);
    for (const ZipSource& source : sources)
      writer.add(source.name, source.file.empty() ? source.content : core::read_file(source.file));
    writer.close();
  });
}

const ZipEntry* ZipContent::find(std::string_view name) const {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [&](const ZipEntry& entry) { return entry.name == name; });
  return found == entries.end() ? nullptr : &*found;
}

ZipContent read_zip(const fs::path& path, const ZipLimits& limits) {
  core::require_file(path, "ZIP");
  return ZipReader(path, limits).read();
}

}  // namespace pinna::report
