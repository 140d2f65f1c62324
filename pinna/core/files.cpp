#include "pinna/core/files.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <streambuf>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kLockPatience{3};
constexpr std::chrono::milliseconds kLockPause{20};

/// Closes on scope exit; -1 means empty.
class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return value_; }
  int release() { return std::exchange(value_, -1); }

 private:
  int value_;
};

void write_all(int descriptor, std::string_view bytes, const fs::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0)
      throw system_error("cannot write", path.string(), "free space or choose another folder");
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

/// A stream buffer over a descriptor that throws on the first failed write.
class DescriptorBuffer : public std::streambuf {
 public:
  DescriptorBuffer(int descriptor, const fs::path& path) : descriptor_(descriptor), path_(path) {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  void flush_all() {
    write_all(descriptor_, {pbase(), static_cast<size_t>(pptr() - pbase())}, path_);
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }

 protected:
  int_type overflow(int_type c) override {
    flush_all();
    if (c != traits_type::eof()) sputc(static_cast<char>(c));
    return traits_type::not_eof(c);
  }
  int sync() override { return flush_all(), 0; }
  pos_type seekpos(pos_type position, std::ios_base::openmode) override {
    flush_all();
    return ::lseek(descriptor_, position, SEEK_SET);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    if (count > epptr() - pptr()) {
      flush_all();
      if (count >= static_cast<std::streamsize>(buffer_.size())) {
        write_all(descriptor_, {bytes, static_cast<size_t>(count)}, path_);
        return count;
      }
    }
    return std::streambuf::xsputn(bytes, count);
  }

 private:
  int descriptor_;
  const fs::path& path_;
  std::array<char, 1 << 16> buffer_;
};

void sync_folder(const fs::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (descriptor.get() >= 0) ::fsync(descriptor.get());
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

fs::path nearest_existing(fs::path path) {
  std::error_code ignored;
  while (!path.empty() && !fs::exists(path, ignored)) {
    if (path == path.parent_path()) break;
    path = path.parent_path();
  }
  return path.empty() ? fs::path(".") : path;
}

/// Creates a file of an unused name beside `path`; processes that were killed may have left some.
std::pair<fs::path, int> create_temporary(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  for (;;) {
    fs::path temporary = folder_of(path) / fmt::format(".{}.{}-{}.tmp", path.filename().string(),
                                                       ::getpid(), counter++);
    const int descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor >= 0) return {std::move(temporary), descriptor};
    if (errno != EEXIST)
      throw system_error("cannot create a file", folder_of(path).string(),
                         "check that the folder exists and may be written");
  }
}

/// A rename would put a file in the place of a device, a pipe or a socket.
void require_replaceable(const fs::path& path) {
  struct stat status {};  // of what a link leads to
  if (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  throw IoError({.what = "cannot write",
                 .got = S_ISDIR(status.st_mode) ? "a folder" : "a device, pipe or socket",
                 .expected = "the name of a file",
                 .where = path.string()});
}

/// Whether `path` still names the locked file: whoever held it before may have removed it.
bool is_named(int descriptor, const fs::path& path) {
  struct stat locked {};
  struct stat named {};
  return ::fstat(descriptor, &locked) == 0 && ::stat(path.c_str(), &named) == 0 &&
         locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

int open_locked(const fs::path& path, LockPatience patience) {
  const auto deadline = Clock::now() + kLockPatience;
  for (;;) {
    Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
    if (descriptor.get() < 0) throw system_error("cannot create lock file", path.string());
    while (::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) throw system_error("cannot lock", path.string());
      if (patience == LockPatience::three_seconds && Clock::now() >= deadline)
        throw IoError({.what = "folder is in use",
                       .got = "a lock held by another process",
                       .where = path.string(),
                       .fix = "wait for that process or choose another folder"});
      std::this_thread::sleep_for(kLockPause);
    }
    if (is_named(descriptor.get(), path)) return descriptor.release();
  }
}

}  // namespace

std::string read_file(const fs::path& path, int64_t max_bytes) {
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) require_file(path, "no such file");
    throw system_error("cannot open", path.string());
  }
  struct stat status {};
  if (::fstat(descriptor.get(), &status) != 0) throw system_error("cannot stat", path.string());
  if (S_ISDIR(status.st_mode))
    throw BadData(
        {.what = "cannot read", .got = "a folder", .expected = "a file", .where = path.string()});
  std::string content;
  content.reserve(static_cast<size_t>(std::clamp<int64_t>(status.st_size, 0, max_bytes)));
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const ssize_t count = ::read(descriptor.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw system_error("cannot read", path.string());
    if (count == 0) return content;
    content.append(buffer.data(), static_cast<size_t>(count));
    if (static_cast<int64_t>(content.size()) > max_bytes)
      throw BadData({.what = "file too large",
                     .got = fmt::format("more than {} bytes", max_bytes),
                     .expected = fmt::format("at most {} bytes", max_bytes),
                     .where = path.string()});
  }
}

void write_file_atomically(const fs::path& path,
                           const std::function<void(std::ostream&)>& produce) {
  require_replaceable(path);
  const auto [temporary, opened] = create_temporary(path);
  Descriptor descriptor(opened);
  try {
    DescriptorBuffer buffer(descriptor.get(), path);
    std::ostream stream(&buffer);
    stream.exceptions(std::ios::badbit | std::ios::failbit);
    produce(stream);
    buffer.flush_all();
    if (::fsync(descriptor.get()) != 0) throw system_error("cannot write", path.string());
    if (::close(descriptor.release()) != 0) throw system_error("cannot write", path.string());
    if (::rename(temporary.c_str(), path.c_str()) != 0)
      throw system_error("cannot rename into place", path.string());
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_folder(folder_of(path));
}

void write_file_atomically(const fs::path& path, std::string_view content) {
  write_file_atomically(path, [&](std::ostream& stream) {
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
  });
}

void append_line(const fs::path& path, std::string_view line) {
  const Descriptor descriptor(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
  if (descriptor.get() < 0) throw system_error("cannot append", path.string());
  write_all(descriptor.get(), std::string(line) + '\n', path);
  const bool is_on_disk = ::fsync(descriptor.get()) == 0 || errno == EINVAL;  // EINVAL: a pipe
  if (!is_on_disk) throw system_error("cannot write", path.string());
}

void make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error || !fs::is_directory(path))
    throw IoError({.what = "cannot create folder",
                   .got = error ? error.message() : "a file of that name",
                   .where = path.string(),
                   .fix = "choose a folder that may be written"});
}

void require_folder(const fs::path& path, std::string_view what, std::string_view fix) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return;
  const bool exists = fs::exists(path, ignored);
  throw MissingInput({.what = std::string(what),
                      .got = exists ? "something that is no folder"
                                    : fmt::format("no such folder (nearest that exists: {})",
                                                  nearest_existing(path).string()),
                      .expected = "a folder",
                      .where = path.string(),
                      .fix = std::string(fix)});
}

void require_file(const fs::path& path, std::string_view what, std::string_view fix) {
  std::error_code ignored;
  if (fs::exists(path, ignored) && !fs::is_directory(path, ignored)) return;
  const bool is_folder = fs::is_directory(path, ignored);
  throw MissingInput({.what = std::string(what),
                      .got = is_folder
                                 ? "a folder"
                                 : fmt::format("no such file (nearest folder that exists: {})",
                                               nearest_existing(path).string()),
                      .expected = "a file",
                      .where = path.string(),
                      .fix = std::string(fix)});
}

FileLock::FileLock(const fs::path& path, LockPatience patience)
    : descriptor_(open_locked(path, patience)) {}

FileLock::~FileLock() {
  ::close(descriptor_);
}

}  // namespace pinna::core
