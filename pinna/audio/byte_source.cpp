#include "pinna/audio/byte_source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"

namespace pinna::audio {
namespace {

class FileSource : public ByteSource {
 public:
  explicit FileSource(const std::filesystem::path& path)
      : ByteSource(path.string()),
        // Not to wait for the other end of a pipe; without effect on regular files.
        descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    if (descriptor_ < 0) throw core::system_error("cannot open audio file", name());
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) {
      ::close(descriptor_);
      throw core::system_error("cannot read audio file", name());
    }
    if (!S_ISREG(status.st_mode)) {
      ::close(descriptor_);
      throw core::BadData({.what = "audio file",
                           .got = "a pipe, socket or device",
                           .expected = "a regular file",
                           .where = name()});
    }
    size_ = status.st_size;
  }
  ~FileSource() override { ::close(descriptor_); }

  int64_t size() const override { return size_; }

  int64_t read_at(int64_t offset, std::span<char> target) override {
    if (std::ssize(target) >= kBufferSize) return read_directly(offset, target);
    const int64_t end = std::min<int64_t>(offset + std::ssize(target), size_);
    if (offset < buffer_begin_ || end > buffer_begin_ + std::ssize(buffer_)) {
      buffer_.resize(kBufferSize);
      buffer_.resize(static_cast<size_t>(read_directly(offset, buffer_)));
      buffer_begin_ = offset;
    }
    const int64_t available = buffer_begin_ + std::ssize(buffer_) - offset;
    const int64_t count = std::clamp<int64_t>(available, 0, std::ssize(target));
    if (count > 0)
      std::memcpy(target.data(), buffer_.data() + (offset - buffer_begin_),
                  static_cast<size_t>(count));
    return count;
  }

 private:
  static constexpr int64_t kBufferSize = 1 << 16;

  int64_t read_directly(int64_t offset, std::span<char> target) const {
    size_t filled = 0;
    while (filled < target.size()) {
      const ssize_t count = ::pread(descriptor_, target.data() + filled, target.size() - filled,
                                    offset + static_cast<int64_t>(filled));
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) throw core::system_error("cannot read audio file", name());
      if (count == 0) break;
      filled += static_cast<size_t>(count);
    }
    return static_cast<int64_t>(filled);
  }

  int descriptor_;
  int64_t size_ = 0;
  int64_t buffer_begin_ = 0;
  std::vector<char> buffer_;
};

class MemorySource : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::string_view name)
      : ByteSource(std::string(name)), bytes_(bytes) {}
  int64_t size() const override { return std::ssize(bytes_); }
  int64_t read_at(int64_t offset, std::span<char> target) override {
    const auto begin = static_cast<size_t>(std::min(offset, size()));
    return static_cast<int64_t>(bytes_.substr(begin).copy(target.data(), target.size()));
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::string ByteSource::place(int64_t byte) const {
  return fmt::format("{}: byte {}", name_, byte);
}

std::unique_ptr<ByteSource> open_file(const std::filesystem::path& path) {
  core::require_file(path, "audio file");
  return std::make_unique<FileSource>(path);
}

std::unique_ptr<ByteSource> view_memory(std::string_view bytes, std::string_view name) {
  return std::make_unique<MemorySource>(bytes, name);
}

}  // namespace pinna::audio
