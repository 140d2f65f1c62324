#include "pinna/core/files.h"

#include <chrono>
#include <fstream>
#include <optional>
#include <thread>
#include <utility>

#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using ::testing::HasSubstr;

size_t num_files(const fs::path& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
}

template <class Body>
std::string message_of(const Body& body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(ReadFile, GivesEveryByte) {
  const TemporaryFolder folder;
  for (const size_t size : {size_t{0}, size_t{1}, size_t{65536}, size_t{200'000}}) {
    std::string content(size, 'x');
    if (size > 0) content[size / 2] = '\0';
    write_file_atomically(folder / "file", content);
    EXPECT_EQ(read_file(folder / "file"), content);
  }
}

TEST(ReadFile, MissingFileNamesTheNearestFolder) {
  const TemporaryFolder folder;
  EXPECT_THROW(read_file(folder / "a/b/c.txt"), MissingInput);
  EXPECT_THAT(message_of([&] { read_file(folder / "a/b/c.txt"); }),
              HasSubstr("nearest folder that exists: " + folder.path().string()));
}

TEST(ReadFile, FolderAndTooLargeFileAreBadData) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "12345");
  EXPECT_THROW(read_file(folder.path()), BadData);
  EXPECT_THROW(read_file(folder / "file", 4), BadData);
  EXPECT_EQ(read_file(folder / "file", 5), "12345");
}

TEST(WriteFileAtomically, ReplacesTheContentAndLeavesNoTemporary) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "old and longer");
  write_file_atomically(folder / "file", "new");
  EXPECT_EQ(read_file(folder / "file"), "new");
  EXPECT_EQ(num_files(folder.path()), 1U);
}

TEST(WriteFileAtomically, StreamTakesSmallAndLargePieces) {
  const TemporaryFolder folder;
  const std::string large(200'000, 'y');
  write_file_atomically(folder / "file", [&](std::ostream& stream) {
    stream << 'a' << large << 42;
    for (int i = 0; i < 70'000; ++i) stream.put('z');
  });
  EXPECT_EQ(read_file(folder / "file"), "a" + large + "42" + std::string(70'000, 'z'));
}

TEST(WriteFileAtomically, FailureKeepsTheOldContent) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "old");
  const auto fail = [](std::ostream& stream) {
    stream << "half";
    throw BadData({.what = "stop"});
  };
  EXPECT_THROW(write_file_atomically(folder / "file", fail), BadData);
  EXPECT_EQ(read_file(folder / "file"), "old");
  EXPECT_EQ(num_files(folder.path()), 1U);
}

TEST(WriteFileAtomically, LeftoversOfAKilledProcessArePassedOver) {
  const TemporaryFolder folder;
  unsigned counter = 0;
  write_file_atomically(folder / "file", [&](std::ostream&) {
    const std::string name = fs::directory_iterator(folder.path())->path().filename().string();
    counter = static_cast<unsigned>(std::stoul(name.substr(name.find('-') + 1)));
  });
  for (unsigned next = counter + 1; next < counter + 4; ++next)
    std::ofstream(folder / fmt::format(".file.{}-{}.tmp", ::getpid(), next)) << "half";
  write_file_atomically(folder / "file", "whole");
  EXPECT_EQ(read_file(folder / "file"), "whole");
  EXPECT_EQ(num_files(folder.path()), 4U);
}

TEST(WriteFileAtomically, FoldersAndPipesAreNotReplaced) {
  const test::TemporaryFolder folder;
  std::filesystem::create_directory(folder / "folder");
  EXPECT_THROW(write_file_atomically(folder / "folder", "x"), IoError);
  ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_THROW(write_file_atomically(folder / "pipe", "x"), IoError);
  EXPECT_TRUE(std::filesystem::is_fifo(folder / "pipe"));
  std::filesystem::create_directory_symlink(folder / "folder", folder / "link");
  EXPECT_THROW(write_file_atomically(folder / "link", "x"), IoError);
  EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
}

TEST(WriteFileAtomically, MissingFolderIsAnIoError) {
  const TemporaryFolder folder;
  EXPECT_THROW(write_file_atomically(folder / "absent/file", "x"), IoError);
}

TEST(WriteFileAtomically, FullDeviceIsAnIoErrorWithItsReason) {
  // A limit on the size of files stands for a full disk.
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "old");
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_file_atomically(folder / "file", std::string(5000, 'x'));
    } catch (const IoError&) {
      ::_exit(0);
    }
    ::_exit(1);
  }
  int status = -1;
  ::waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_file(folder / "file"), "old");
}

TEST(AppendLine, AddsOneLineToANewOrOldFile) {
  const TemporaryFolder folder;
  append_line(folder / "log", "first");
  append_line(folder / "log", "");
  append_line(folder / "log", "third");
  EXPECT_EQ(read_file(folder / "log"), "first\n\nthird\n");
  EXPECT_THROW(append_line(folder / "absent/log", "x"), IoError);
  EXPECT_NO_THROW(append_line("/dev/null", "has no disk to wait for"));
}

TEST(MakeFolder, MakesParentsAndAcceptsWhatExists) {
  const TemporaryFolder folder;
  make_folder(folder / "a/b/c");
  make_folder(folder / "a/b/c");
  EXPECT_TRUE(fs::is_directory(folder / "a/b/c"));
  write_file_atomically(folder / "file", "");
  EXPECT_THROW(make_folder(folder / "file"), IoError);
  EXPECT_THROW(make_folder(folder / "file/below"), IoError);
}

TEST(RequireFolder, TellsFilesFromFolders) {
  const TemporaryFolder folder;
  write_file_atomically(folder / "file", "");
  EXPECT_NO_THROW(require_folder(folder.path(), "dataset"));
  EXPECT_NO_THROW(require_file(folder / "file", "table"));
  EXPECT_THROW(require_folder(folder / "file", "dataset"), MissingInput);
  EXPECT_THROW(require_file(folder.path(), "table"), MissingInput);
  EXPECT_THAT(message_of([&] { require_folder(folder / "x/y", "dataset", "download it"); }),
              HasSubstr("(" + (folder / "x/y").string() + "); download it"));
}

TEST(FileLock, SecondHolderIsRefusedUntilTheFirstIsGone) {
  const TemporaryFolder folder;
  {
    const FileLock first(folder / "lock");
    EXPECT_THROW(FileLock(folder / "lock"), IoError);
  }
  EXPECT_NO_THROW(FileLock(folder / "lock"));
}

TEST(FileLock, WaitsForAHolderThatIsAboutToGo) {
  const TemporaryFolder folder;
  std::optional<FileLock> first(std::in_place, folder / "lock");
  const std::jthread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    first.reset();
  });
  EXPECT_NO_THROW(FileLock(folder / "lock"));
}

TEST(FileLock, WaitsLongerThanThreeSecondsIfAsked) {
  const TemporaryFolder folder;
  std::optional<FileLock> first(std::in_place, folder / "lock");
  const std::jthread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(3300));
    first.reset();
  });
  EXPECT_NO_THROW(FileLock(folder / "lock", LockPatience::unlimited));
}

TEST(FileLock, IsNeverOnAFileWithoutAName) {
  const TemporaryFolder folder;
  std::optional<FileLock> first(std::in_place, folder / "lock");
  const std::jthread release([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    fs::remove(folder / "lock");
    first.reset();
  });
  const FileLock second(folder / "lock");
  EXPECT_TRUE(fs::exists(folder / "lock"));
  EXPECT_THROW(FileLock(folder / "lock"), IoError);
}

TEST(FileLock, DiesWithItsProcess) {
  const TemporaryFolder folder;
  const pid_t child = ::fork();
  if (child == 0) {
    const FileLock lock(folder / "lock");
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  EXPECT_NO_THROW(FileLock(folder / "lock"));
}

}  // namespace
}  // namespace pinna::core
