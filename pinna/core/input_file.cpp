#include "pinna/core/input_file.h"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::core {

InputFile::InputFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (descriptor_ < 0) {
    if (errno == ENOENT || errno == ENOTDIR) require_file(path, "cannot read");
    throw system_error("cannot open", path.string());
  }
  struct stat status {};
  if (::fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor_);
    throw BadData({.what = "cannot read",
                   .got = S_ISDIR(status.st_mode) ? "a folder" : "a special file",
                   .expected = "a regular file",
                   .where = path.string()});
  }
  size_ = status.st_size;
}

InputFile::~InputFile() {
  ::close(descriptor_);
}

void InputFile::read(int64_t offset, std::span<std::byte> target) const {
  while (!target.empty()) {
    const ssize_t count = ::pread(descriptor_, target.data(), target.size(), offset);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read", name());
    if (count == 0)
      throw BadData({.what = "file ends too early",
                     .got = fmt::format("{} bytes", offset),
                     .expected = fmt::format("{} more", target.size()),
                     .where = name()});
    target = target.subspan(static_cast<size_t>(count));
    offset += count;
  }
}

std::string InputFile::read_text(int64_t offset, int64_t count) const {
  const int64_t available = std::max<int64_t>(0, size_ - offset);
  std::string text(static_cast<size_t>(std::min(count, available)), '\0');
  read(offset, std::as_writable_bytes(std::span(text)));
  return text;
}

}  // namespace pinna::core
