#include "pinna/core/appended_file.h"

#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {

AppendedFile::AppendedFile(std::filesystem::path path)
    : path_(std::move(path)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw system_error("cannot create", path_.string());
}

AppendedFile::~AppendedFile() {
  ::close(descriptor_);
}

void AppendedFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      throw system_error("cannot write", path_.string(), "free space or choose another folder");
    bytes.remove_prefix(static_cast<size_t>(written));
    size_ += written;
  }
  if (::fsync(descriptor_) != 0) throw system_error("cannot write", path_.string());
}

}  // namespace pinna::core
