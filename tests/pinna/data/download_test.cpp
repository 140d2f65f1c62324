#include "pinna/data/download.h"

#include <algorithm>
#include <atomic>
#include <fstream>

#include "tests/support/loopback_server.h"
#include "tests/support/shared_data.h"
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/random.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;
using test::LoopbackServer;
using test::request_header;
using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string noise(size_t size, uint64_t seed = 1) {
  core::Random random(seed);
  std::string bytes(size, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random.below(256));
  return bytes;
}

std::string answer(std::string_view status, std::string_view headers, std::string_view body) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\nConnection: close\r\n{}\r\n{}", status,
                     body.size(), headers, body);
}

/// What a good server says: ranges, and the whole file where If-Range names another version.
std::string good_answer(const std::string& request, const std::string& content,
                        const std::string& etag = "\"v1\"") {
  const std::string range = request_header(request, "Range");
  const std::string tag = "ETag: " + etag + "\r\n";
  if (range.empty() || request_header(request, "If-Range") != etag)
    return answer("200 OK", tag, content);
  const auto begin = static_cast<size_t>(std::stoll(range.substr(6)));
  if (begin >= content.size()) return answer("416 Range Not Satisfiable", tag, "");
  return answer("206 Partial Content",
                tag + fmt::format("Content-Range: bytes {}-{}/{}\r\n", begin, content.size() - 1,
                                  content.size()),
                content.substr(begin));
}

class DownloadTest : public ::testing::Test {
 protected:
  fs::path target() const { return folder_ / "sub" / "file.zip"; }
  fs::path part() const { return folder_ / "sub" / "file.zip.part"; }
  fs::path note() const { return folder_ / "sub" / "file.zip.part.json"; }
  std::string content_of_target() const { return core::read_file(target()); }
  bool leaves_nothing() const {
    return !fs::exists(target()) && !fs::exists(part()) && !fs::exists(note());
  }
  DownloadOptions quick(int64_t attempts = 5) const {
    return {.attempts = attempts, .retry_seconds = 0};
  }
  /// The first `size` bytes arrive and the connection breaks; one attempt, the part is kept.
  void break_after(size_t size) {
    const LoopbackServer server([&](const std::string& request) {
      const std::string whole = good_answer(request, content_);
      return whole.substr(0, whole.size() - content_.size() + size);
    });
    url_ = server.url("/file.zip");
    EXPECT_THROW(download(url_, target(), quick(1)), core::IoError);
    EXPECT_EQ(fs::file_size(part()), size);
  }
  /// Continues the broken part from another server, as if the address had stayed.
  DownloadReport go_on(const LoopbackServer& server, const DownloadOptions& options) {
    std::string text = core::read_file(note());
    const std::string url = server.url("/file.zip");
    text.replace(text.find(url_), url_.size(), url);
    std::ofstream(note()) << text;
    return download(url, target(), options);
  }

  test::TemporaryFolder folder_;
  std::string content_ = noise(300'000);
  std::string url_;
};

TEST_F(DownloadTest, FetchesAFileAndReplacesAnOldOne) {
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
  fs::create_directories(target().parent_path());
  std::ofstream(target()) << "old";
  DownloadOptions options = quick();
  options.sha256 = core::sha256_hex(content_);
  int64_t last = 0;
  options.progress = [&](int64_t done, int64_t) { last = done; };
  const DownloadReport report = download(server.url("/file.zip"), target(), options);
  EXPECT_EQ(report.num_bytes, 300'000);
  EXPECT_EQ(report.num_resumed_bytes, 0);
  EXPECT_EQ(last, 300'000);
  EXPECT_EQ(content_of_target(), content_);
  EXPECT_FALSE(fs::exists(part()) || fs::exists(note()));
}

TEST_F(DownloadTest, GoesOnAfterEveryBreakWithinOneCall) {
  core::Random random(7);
  const LoopbackServer server([&](const std::string& request) {
    std::string whole = good_answer(request, content_);
    if (random.chance(0.7)) whole.resize(static_cast<size_t>(random.below(whole.size())));
    return whole;
  });
  download(server.url("/file.zip"), target(), quick(100));
  EXPECT_EQ(content_of_target(), content_);
}

TEST_F(DownloadTest, LaterCallFetchesOnlyTheRest) {
  break_after(123'456);
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
  const DownloadReport report = go_on(server, quick());
  EXPECT_EQ(report.num_resumed_bytes, 123'456);
  EXPECT_EQ(content_of_target(), content_);
  ASSERT_THAT(server.requests(), SizeIs(1));
  EXPECT_EQ(request_header(server.requests()[0], "Range"), "bytes=123456-");
  EXPECT_EQ(request_header(server.requests()[0], "If-Range"), "\"v1\"");
}

TEST_F(DownloadTest, StartsOverWhereTheServerIgnoresRanges) {
  break_after(1000);
  const LoopbackServer server(
      [&](const std::string&) { return answer("200 OK", "ETag: \"v1\"\r\n", content_); });
  EXPECT_EQ(go_on(server, quick()).num_resumed_bytes, 0);
  EXPECT_EQ(content_of_target(), content_);
}

TEST_F(DownloadTest, StartsOverWhenTheFileHasChanged) {
  break_after(1000);
  const std::string newer = noise(200'000, 2);
  const LoopbackServer server(
      [&](const std::string& r) { return good_answer(r, newer, "\"v2\""); });
  go_on(server, quick());
  EXPECT_EQ(content_of_target(), newer);
}

TEST_F(DownloadTest, NeverAppendsBytesOfAnotherPlaceOrVersion) {
  const std::vector<std::string> wrong_headers{
      "Content-Range: bytes 0-298999/300000\r\n",
      "Content-Range: bytes 1001-299999/300000\r\n",
      "Content-Range: bytes 1000-299999/400000\r\n",
      "Content-Range: nonsense\r\n",
      "",
      "Content-Range: bytes 1000-299999/300000\r\nETag: \"v2\"\r\n"};
  for (const std::string& headers : wrong_headers) {
    break_after(1000);
    std::atomic<int> count = 0;
    const LoopbackServer server([&](const std::string& request) {
      return count++ == 0 ? answer("206 Partial Content", headers, content_.substr(1000))
                          : good_answer(request, content_);
    });
    go_on(server, quick());
    EXPECT_EQ(content_of_target(), content_) << headers;
    EXPECT_EQ(count, 2) << headers;
    fs::remove(target());
  }
}

TEST_F(DownloadTest, RangeThatCannotBeSatisfiedStartsOver) {
  break_after(1000);
  const std::string shorter = content_.substr(0, 500);
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, shorter); });
  go_on(server, quick());
  EXPECT_EQ(content_of_target(), shorter);
}

TEST_F(DownloadTest, ServerWithoutVersionsIsNeverContinued) {
  std::atomic<int> count = 0;
  const LoopbackServer server([&](const std::string&) {
    std::string whole = answer("200 OK", "", content_);
    if (count++ == 0) whole.resize(whole.size() - 1000);
    return whole;
  });
  download(server.url("/file.zip"), target(), quick());
  EXPECT_EQ(content_of_target(), content_);
  EXPECT_EQ(request_header(server.requests().back(), "Range"), "");
}

TEST_F(DownloadTest, LastModifiedIdentifiesAVersionToo) {
  const std::string date = "Sat, 21 Nov 2026 10:00:00 GMT";
  std::atomic<int> count = 0;
  const LoopbackServer server([&](const std::string& request) {
    const std::string header = "Last-Modified: " + date + "\r\nETag: W/\"weak\"\r\n";
    if (count++ == 0) {
      std::string whole = answer("200 OK", header, content_);
      whole.resize(whole.size() - 1000);
      return whole;
    }
    EXPECT_EQ(request_header(request, "If-Range"), date);
    return answer("206 Partial Content", header + "Content-Range: bytes 299000-299999/300000\r\n",
                  content_.substr(299'000));
  });
  download(server.url("/file.zip"), target(), quick());
  EXPECT_EQ(content_of_target(), content_);
}

TEST_F(DownloadTest, BusyServerIsAskedAgainAndMissingFileIsNot) {
  std::atomic<int> count = 0;
  const LoopbackServer busy([&](const std::string& request) {
    return count++ < 2 ? answer("503 Busy", "", "later") : good_answer(request, content_);
  });
  download(busy.url("/file.zip"), target(), quick());
  EXPECT_EQ(content_of_target(), content_);
  fs::remove(target());

  const LoopbackServer missing(
      [](const std::string&) { return answer("404 Not Found", "", "<html>no</html>"); });
  try {
    download(missing.url("/file.zip"), target(), quick());
    FAIL();
  } catch (const core::IoError& error) {
    EXPECT_THAT(error.what(), HasSubstr("HTTP status 404"));
    EXPECT_THAT(error.what(), HasSubstr(missing.url("/file.zip")));
  }
  EXPECT_THAT(missing.requests(), SizeIs(1));
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(DownloadTest, FollowsRedirectsButNotOutOfHttp) {
  const LoopbackServer source([&](const std::string& r) { return good_answer(r, content_); });
  const auto redirect_to = [](const std::string& location) {
    return [location](const std::string&) {
      return answer("302 Found", "Location: " + location + "\r\n", "");
    };
  };
  const LoopbackServer good(redirect_to(source.url("/elsewhere.zip")));
  download(good.url("/file.zip"), target(), quick());
  EXPECT_EQ(content_of_target(), content_);
  fs::remove(target());

  for (const char* location : {"file:///etc/passwd", "ftp://127.0.0.1/x", "/again"}) {
    const LoopbackServer bad(redirect_to(location));
    EXPECT_THROW(download(bad.url("/file.zip"), target(), quick()), core::IoError) << location;
    EXPECT_TRUE(leaves_nothing()) << location;
  }
}

TEST_F(DownloadTest, RefusesUrlsThatTheTransportForbids) {
  for (const char* url :
       {"http://example.org/a.zip", "ftp://example.org/a.zip", "file:///etc/passwd", "/etc/passwd",
        "", "http://127.0.0.1.example.org/", "http://localhost@example.org/", "not a url"})
    EXPECT_THROW(download(url, target(), quick()), core::InvalidOptions) << url;
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(DownloadTest, SizeIsCappedBeforeAndDuringTheTransfer) {
  DownloadOptions options = quick();
  options.max_bytes = 1000;
  const LoopbackServer honest([&](const std::string& r) { return good_answer(r, content_); });
  EXPECT_THROW(download(honest.url("/file.zip"), target(), options), core::BadData);
  EXPECT_TRUE(leaves_nothing());
  const LoopbackServer silent([&](const std::string&) {
    return "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + content_;
  });
  EXPECT_THROW(download(silent.url("/file.zip"), target(), options), core::BadData);
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(DownloadTest, AnotherSha256LeavesNothing) {
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
  DownloadOptions options = quick();
  options.sha256 = core::sha256_hex("something else");
  EXPECT_THROW(download(server.url("/file.zip"), target(), options), core::BadData);
  EXPECT_TRUE(leaves_nothing());
}

TEST_F(DownloadTest, StoppedTransferKeepsItsPart) {
  break_after(200'000);
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
  DownloadOptions options = quick();
  options.progress = [](int64_t, int64_t) { throw core::Interrupted({.what = "stopped"}); };
  EXPECT_THROW(go_on(server, options), core::Interrupted);
  EXPECT_GE(fs::file_size(part()), 200'000U);
  url_ = server.url("/file.zip");
  go_on(server, quick());
  EXPECT_EQ(content_of_target(), content_);
}

TEST_F(DownloadTest, CompletePartOfAKilledProcessNeedsNoTransfer) {
  break_after(200'000);
  std::ofstream(part(), std::ios::binary | std::ios::app) << content_.substr(200'000);
  const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
  EXPECT_EQ(go_on(server, quick()).num_resumed_bytes, 300'000);
  EXPECT_THAT(server.requests(), SizeIs(0));
  EXPECT_EQ(content_of_target(), content_);
}

TEST_F(DownloadTest, DamagedNoteStartsOver) {
  for (const char* text : {"", "{", "[]", "{\"schema\":1}", "{\"schema\":\"pinna.partial/9\"}"}) {
    break_after(1000);
    std::ofstream(note()) << text;
    const LoopbackServer server([&](const std::string& r) { return good_answer(r, content_); });
    EXPECT_EQ(download(server.url("/file.zip"), target(), quick()).num_resumed_bytes, 0);
    EXPECT_EQ(content_of_target(), content_) << text;
  }
}

TEST_F(DownloadTest, SecondProcessIsToldToWait) {
  fs::create_directories(target().parent_path());
  const core::FileLock lock(part());
  EXPECT_THROW(download("https://127.0.0.1/file.zip", target(), quick()), core::IoError);
}

TEST_F(DownloadTest, UnreachableServerIsAnIoError) {
  std::string url;
  {
    const LoopbackServer gone([](const std::string&) { return ""; });
    url = gone.url("/file.zip");
    EXPECT_THROW(download(url, target(), quick(2)), core::IoError);
  }
  EXPECT_THROW(download(url, target(), quick(2)), core::IoError);
  EXPECT_TRUE(leaves_nothing());
}

}  // namespace
}  // namespace pinna::data
