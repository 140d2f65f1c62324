#include "pinna/data/partial_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/json_text.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSchema = "pinna.partial_download/1";
constexpr int64_t kMaxNoteBytes = 1 << 16;

fs::path with_suffix(fs::path path, const char* suffix) {
  return path += suffix;
}

/// A note that is absent or damaged is worth as much as none: the download starts over.
std::optional<SourceVersion> read_note(const fs::path& path) {
  if (!fs::exists(path)) return std::nullopt;
  try {
    const auto json = core::parse_json(core::read_file(path, kMaxNoteBytes), path.string());
    core::require_schema(json, kSchema, path.string());
    return SourceVersion{.url = json.at("url").get<std::string>(),
                         .validator = json.at("validator").get<std::string>(),
                         .num_bytes = json.at("num_bytes").get<int64_t>()};
  } catch (const core::BadData&) {
    return std::nullopt;
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
}

int64_t size_of(int descriptor, const fs::path& path) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw core::system_error("cannot stat", path.string());
  return status.st_size;
}

}  // namespace

PartialFile::PartialFile(const fs::path& target)
    : target_(target),
      path_(with_suffix(target, ".part")),
      note_path_(with_suffix(target, ".part.json")),
      lock_(path_),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC)) {
  if (descriptor_ < 0) throw core::system_error("cannot open", path_.string());
  size_ = size_of(descriptor_, path_);
  if (size_ > 0) version_ = read_note(note_path_);
}

PartialFile::~PartialFile() {
  if (size_ == 0) remove();
  ::close(descriptor_);
}

std::optional<SourceVersion> PartialFile::resumable_from(const std::string& url) const {
  if (!version_ || size_ == 0 || version_->url != url || version_->validator.empty())
    return std::nullopt;
  return version_;
}

bool PartialFile::is_complete(const std::string& url) const {
  return version_ && version_->url == url && version_->num_bytes == size_;
}

void PartialFile::restart(const SourceVersion& version) {
  if (::ftruncate(descriptor_, 0) != 0) throw core::system_error("cannot write", path_.string());
  size_ = 0;
  const nlohmann::json note{{"schema", kSchema},
                            {"url", version.url},
                            {"validator", version.validator},
                            {"num_bytes", version.num_bytes}};
  core::write_file_atomically(
      note_path_, note.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  version_ = version;
}

void PartialFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      throw core::system_error("cannot write", path_.string(),
                               "free space or choose another folder");
    bytes.remove_prefix(static_cast<size_t>(written));
    size_ += written;
  }
}

void PartialFile::commit() {
  if (::fsync(descriptor_) != 0) throw core::system_error("cannot write", path_.string());
  if (::rename(path_.c_str(), target_.c_str()) != 0)
    throw core::system_error("cannot rename into place", target_.string());
  remove();
}

void PartialFile::remove() {
  std::error_code ignored;
  fs::remove(note_path_, ignored);
  fs::remove(path_, ignored);
}

}  // namespace pinna::data
