#include "pinna/core/npz.h"

#include <algorithm>
#include <exception>
#include <ostream>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/npy.h"
#include "pinna/core/npy_header.h"

namespace pinna::core {
namespace {

constexpr std::string_view kSuffix = ".npy";
constexpr int64_t kMaxRatio = 200;
constexpr int64_t kAlwaysAllowedBytes = int64_t{64} << 20;

/// One open .npz file; the checks need its name and its budget.
class NpzReader {
 public:
  explicit NpzReader(const std::filesystem::path& path)
      : where_(path.string()), archive_(archive_read_new()) {
    require_file(path, "cannot read");
    remaining_ = std::max(kAlwaysAllowedBytes,
                          kMaxRatio * static_cast<int64_t>(std::filesystem::file_size(path)));
    archive_read_support_format_zip_seekable(archive_.get());
    if (archive_read_open_filename(archive_.get(), path.c_str(), 1 << 16) != ARCHIVE_OK)
      fail(archive_message(archive_.get()), "a zip file");
  }

  NamedArrays read() {
    NamedArrays arrays;
    archive_entry* entry = nullptr;
    for (;;) {
      const int status = archive_read_next_header(archive_.get(), &entry);
      if (status == ARCHIVE_EOF) return arrays;
      if (status != ARCHIVE_OK) fail(archive_message(archive_.get()), "a zip file");
      std::string name = array_name(entry);
      if (arrays.contains(name)) fail("two arrays '" + name + "'", "one");
      Array array = read_array(entry, fmt::format("{}: '{}'", where_, name));
      arrays.emplace(std::move(name), std::move(array));
    }
  }

 private:
  [[noreturn]] void fail(std::string got, std::string expected) const {
    throw BadData({.what = "not a usable .npz file",
                   .got = std::move(got),
                   .expected = std::move(expected),
                   .where = where_});
  }

  std::string array_name(archive_entry* entry) const {
    std::string name = archive_entry_name(entry);
    if (archive_entry_filetype(entry) != AE_IFREG || !name.ends_with(kSuffix))
      fail("entry '" + name + "'", "files that end in .npy");
    name.resize(name.size() - kSuffix.size());
    return name;
  }

  Array read_array(archive_entry* entry, const std::string& where) {
    const int64_t bytes = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
    if (bytes < 0 || bytes > remaining_)
      fail(fmt::format("{} bytes for {}", bytes, where),
           fmt::format("at most {} bytes left to unpack", remaining_));
    remaining_ -= bytes;
    const auto read = [&](std::span<std::byte> target) { read_exactly(target, where); };
    Array array = read_npy(read, bytes, where);
    require_end(where);
    return array;
  }

  void read_exactly(std::span<std::byte> target, const std::string& where) {
    while (!target.empty()) {
      const la_ssize_t got = archive_read_data(archive_.get(), target.data(), target.size());
      if (got <= 0) {
        const std::string reason = got < 0 ? archive_message(archive_.get()) : "an early end";
        fail(fmt::format("{} in {}", reason, where), "whole arrays");
      }
      target = target.subspan(static_cast<size_t>(got));
    }
  }

  /// The checksum of an entry is compared when its end is reached.
  void require_end(const std::string& where) {
    char extra = 0;
    const la_ssize_t got = archive_read_data(archive_.get(), &extra, 1);
    if (got != 0)
      fail(fmt::format("{} in {}", got < 0 ? archive_message(archive_.get()) : "more bytes", where),
           "arrays of the announced length");
  }

  std::string where_;
  Utf8Names utf8_names_;
  ArchiveHandle archive_;
  int64_t remaining_ = 0;  ///< bytes that may still be unpacked
};

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

class NpzWriter {
 public:
  explicit NpzWriter(std::ostream& stream) : target_{stream}, archive_(archive_write_new()) {
    require(archive_write_set_format_zip(archive_.get()));
    require(
        archive_write_set_options(archive_.get(), "zip:compression=store,zip:hdrcharset=UTF-8"));
    require(archive_write_set_bytes_per_block(archive_.get(), 0));
    require(archive_write_open(archive_.get(), &target_, nullptr, &StreamTarget::write, nullptr));
  }

  void add(const std::string& name, const Array& array) {
    const std::string header = npy_header(array);
    const ArchiveEntryHandle entry(archive_entry_new());
    archive_entry_set_pathname_utf8(entry.get(), (name + std::string(kSuffix)).c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_size(entry.get(), static_cast<int64_t>(header.size() + array.bytes.size()));
    require(archive_write_header(archive_.get(), entry.get()));
    write(header.data(), header.size());
    write(array.bytes.data(), array.bytes.size());
  }

  void close() { require(archive_write_close(archive_.get())); }

 private:
  void write(const void* bytes, size_t count) {
    if (count > 0 && archive_write_data(archive_.get(), bytes, count) < 0) require(ARCHIVE_FATAL);
  }
  void require(int status) {
    if (status == ARCHIVE_OK) return;
    if (target_.error) std::rethrow_exception(target_.error);
    throw IoError({.what = "cannot write a .npz file", .got = archive_message(archive_.get())});
  }

  StreamTarget target_;
  Utf8Names utf8_names_;
  ArchiveHandle archive_;
};

}  // namespace

NamedArrays read_npz(const std::filesystem::path& path) {
  return NpzReader(path).read();
}

void write_npz(const std::filesystem::path& path, const NamedArrays& arrays) {
  if (arrays.empty())
    throw InvalidOptions({.what = "content of a .npz file",
                          .got = "no arrays",
                          .expected = "at least one",
                          .where = path.string()});
  write_file_atomically(path, [&](std::ostream& stream) {
    NpzWriter writer(stream);
    for (const auto& [name, array] : arrays) writer.add(name, array);
    writer.close();
  });
}

}  // namespace pinna::core
