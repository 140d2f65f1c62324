#include "pinna/data/shard_file.h"

#include <array>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/archive_handle.h"
#include "pinna/core/error.h"
#include "pinna/core/input_file.h"

namespace pinna::data {
namespace {

constexpr std::string_view json_extension = ".json";
constexpr std::string_view npy_extension = ".npy";
constexpr int64_t piece_bytes = 1 << 16;

}  // namespace

struct ShardWriter::State {
  explicit State(std::ostream& out) : out(out) {
    archive* writer = handle.get();
    archive_write_set_format_pax_restricted(writer);
    archive_write_set_bytes_per_block(writer, 0);
    archive_write_set_bytes_in_last_block(writer, 1);
    require(archive_write_open(writer, this, nullptr, write, nullptr));
  }

  /// C code calls this, so what the stream throws waits in `failure`.
  static la_ssize_t write(archive*, void* self, const void* bytes, size_t count) {
    auto* state = static_cast<State*>(self);
    try {
      state->out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
    } catch (...) {
      state->failure = std::current_exception();
      return ARCHIVE_FATAL;
    }
    state->num_bytes += static_cast<int64_t>(count);
    return static_cast<la_ssize_t>(count);
  }

  void require(la_ssize_t status) {
    if (failure) std::rethrow_exception(failure);
    if (status < ARCHIVE_OK)
      throw core::IoError(
          {.what = "cannot write a shard", .got = core::archive_message(handle.get())});
  }

  void add_file(const std::string& name, std::string_view content) {
    const core::ArchiveEntryHandle entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_mtime(entry.get(), 0, 0);
    require(archive_write_header(handle.get(), entry.get()));
    require(archive_write_data(handle.get(), content.data(), content.size()));
    require(archive_write_finish_entry(handle.get()));
  }

  std::ostream& out;
  core::ArchiveHandle handle{archive_write_new()};
  std::exception_ptr failure;
  int64_t num_bytes = 0;
};

ShardWriter::ShardWriter(std::ostream& out) : state_(std::make_unique<State>(out)) {}

ShardWriter::~ShardWriter() {
  // Without this an unfinished archive would be ended, into a stream that is being given up.
  archive_write_fail(state_->handle.get());
}

int64_t ShardWriter::add(const RawSample& sample) {
  const int64_t offset = state_->num_bytes;
  state_->add_file(sample.key + std::string(json_extension), sample.json);
  state_->add_file(sample.key + std::string(npy_extension), sample.npy);
  return offset;
}

void ShardWriter::finish() {
  state_->require(archive_write_close(state_->handle.get()));
}

struct ShardReader::State {
  State(const std::filesystem::path& path, int64_t max_npy_bytes, int64_t offset)
      : file(path), max_npy_bytes(max_npy_bytes), position(offset) {
    archive_read_support_format_tar(handle.get());
    if (archive_read_open(handle.get(), this, nullptr, read, nullptr) != ARCHIVE_OK) fail();
  }

  static la_ssize_t read(archive*, void* self, const void** bytes) {
    auto* state = static_cast<State*>(self);
    try {
      state->piece = state->file.read_text(state->position, piece_bytes);
    } catch (...) {
      state->failure = std::current_exception();
      return ARCHIVE_FATAL;
    }
    state->position += std::ssize(state->piece);
    *bytes = state->piece.data();
    return static_cast<la_ssize_t>(state->piece.size());
  }

  [[noreturn]] void fail() {
    if (failure) std::rethrow_exception(failure);
    fail(core::archive_message(handle.get()), "a tar archive");
  }
  [[noreturn]] void fail(std::string got, std::string expected) const {
    throw core::BadData({.what = "cannot read a shard",
                         .got = std::move(got),
                         .expected = std::move(expected),
                         .where = file.name(),
                         .fix = "extract it again"});
  }

  /// The next entry's name and content; nothing at the end.
  std::optional<std::pair<std::string, std::string>> next_file() {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(handle.get(), &entry);
    if (status == ARCHIVE_EOF) return std::nullopt;
    if (status != ARCHIVE_OK) fail();
    const std::string name = core::archive_entry_name(entry);
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) ||
        archive_entry_symlink(entry))
      fail(fmt::format("'{}', which is no plain file", name), "plain files");
    const int64_t limit = name.ends_with(json_extension) ? max_record_bytes : max_npy_bytes;
    const int64_t size = archive_entry_size(entry);
    if (!archive_entry_size_is_set(entry) || size < 0 || size > limit)
      fail(fmt::format("'{}' of {} bytes", name, size), fmt::format("at most {}", limit));
    if (size > file.size())
      fail(fmt::format("'{}' of {} bytes", name, size),
           fmt::format("less than the whole file, {} bytes", file.size()));
    std::string content(static_cast<size_t>(size), '\0');
    if (archive_read_data(handle.get(), content.data(), content.size()) != size) fail();
    return std::pair{name, std::move(content)};
  }

  core::InputFile file;
  int64_t max_npy_bytes;
  int64_t position;
  std::string piece;
  std::exception_ptr failure;
  core::Utf8Names utf8_names;
  core::ArchiveHandle handle{archive_read_new()};
};

ShardReader::ShardReader(const std::filesystem::path& path, int64_t max_npy_bytes, int64_t offset)
    : state_(std::make_unique<State>(path, max_npy_bytes, offset)) {}

ShardReader::~ShardReader() = default;

std::optional<RawSample> ShardReader::next() {
  auto json = state_->next_file();
  if (!json) return std::nullopt;
  RawSample sample{.key = json->first, .json = std::move(json->second)};
  if (!sample.key.ends_with(json_extension) || sample.key.size() == json_extension.size())
    state_->fail(fmt::format("'{}'", sample.key), "the .json file of a clip");
  sample.key.resize(sample.key.size() - json_extension.size());
  auto npy = state_->next_file();
  if (!npy || npy->first != sample.key + std::string(npy_extension))
    state_->fail(npy ? fmt::format("'{}'", npy->first) : "the end",
                 sample.key + std::string(npy_extension));
  sample.npy = std::move(npy->second);
  return sample;
}

}  // namespace pinna::data
