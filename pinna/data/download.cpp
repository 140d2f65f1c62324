#include "pinna/data/download.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/data/http_get.h"
#include "pinna/data/partial_file.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

/// "bytes 100-199/500": the first byte and the whole length (-1 for '*').
struct ContentRange {
  int64_t begin = -1;
  int64_t total = -1;
};

std::optional<ContentRange> parse_content_range(std::string_view text) {
  constexpr std::string_view unit = "bytes ";
  if (!text.starts_with(unit)) return std::nullopt;
  ContentRange range;
  const auto [end, error] =
      std::from_chars(text.data() + unit.size(), text.data() + text.size(), range.begin);
  const size_t slash = text.find('/');
  if (error != std::errc() || *end != '-' || slash == std::string_view::npos) return std::nullopt;
  const std::string_view total = text.substr(slash + 1);
  if (total == "*") return range;
  const auto [last, total_error] =
      std::from_chars(total.data(), total.data() + total.size(), range.total);
  if (total_error != std::errc() || last != total.data() + total.size()) return std::nullopt;
  return range;
}

/// Only a strong ETag promises equal bytes; the date is what other servers offer.
std::string validator_of(const HttpResponse& response) {
  const std::string etag = response.header("etag");
  return etag.starts_with('"') ? etag : response.header("last-modified");
}

bool is_transient(int64_t status) {
  return status == 408 || status == 425 || status == 429 || status >= 500;
}

/// One file on its way: every attempt continues what the one before left.
class Download {
 public:
  Download(const std::string& url, const fs::path& target, const DownloadOptions& options)
      : url_(url), options_(options), file_(target) {
    if (file_.resumable_from(url) || file_.is_complete(url)) resumed_ = file_.size();
  }

  DownloadReport run() {
    double pause = options_.retry_seconds;
    for (int64_t attempt = 1; !file_.is_complete(url_); ++attempt, pause *= 2) {
      try {
        transfer();
        break;
      } catch (const TransientError&) {
        if (attempt >= options_.attempts) throw;
        wait(pause);
      }
    }
    require_checksum();
    file_.commit();
    return {.num_bytes = file_.size(), .num_resumed_bytes = resumed_};
  }

 private:
  /// Takes all up to the end of the file; TransientError if the server stopped before.
  void transfer() {
    std::vector<std::string> headers{"Accept-Encoding: identity"};
    asked_ = file_.resumable_from(url_);
    if (asked_) {
      headers.push_back(fmt::format("Range: bytes={}-", file_.size()));
      headers.push_back("If-Range: " + asked_->validator);
    }
    http_get(url_, options_.transport, headers,
             {.start = [this](const HttpResponse& response) { start(response); },
              .body = [this](std::string_view bytes) { receive(bytes); },
              .tick = [this] { report_progress(); }});
    report_progress();
    if (num_bytes_ >= 0 && file_.size() != num_bytes_)
      fail_for_now(fmt::format("{} bytes", file_.size()), fmt::format("{}", num_bytes_));
  }

  void start(const HttpResponse& response) {
    if (asked_ && response.status == 206) {
      require_continuation(response);
    } else if (response.status == 200) {
      num_bytes_ = response.content_length;
      require_size(num_bytes_);
      resumed_ = 0;
      file_.restart({.url = url_, .validator = validator_of(response), .num_bytes = num_bytes_});
    } else if (asked_ && response.status == 416) {
      file_.restart({.url = url_});
      fail_for_now("HTTP status 416", "the rest of the file");
    } else if (is_transient(response.status)) {
      fail_for_now(fmt::format("HTTP status {}", response.status), "200");
    } else {
      throw core::IoError({.what = "cannot download",
                           .got = fmt::format("HTTP status {}", response.status),
                           .expected = "200",
                           .where = url_,
                           .fix = "check the address"});
    }
  }

  /// Bytes of another place or version must not be appended: the file starts over.
  void require_continuation(const HttpResponse& response) {
    const std::string text = response.header("content-range");
    const std::optional<ContentRange> range = parse_content_range(text);
    const std::string validator = validator_of(response);
    const bool same_version = validator.empty() || validator == asked_->validator;
    if (!range || range->begin != file_.size() || !same_version ||
        (asked_->num_bytes >= 0 && range->total >= 0 && range->total != asked_->num_bytes)) {
      file_.restart({.url = url_});
      fail_for_now(fmt::format("range '{}'", text), "the rest of the same file");
    }
    num_bytes_ = std::max(range->total, asked_->num_bytes);
    require_size(num_bytes_);
  }

  void receive(std::string_view bytes) {
    require_size(file_.size() + static_cast<int64_t>(bytes.size()));
    file_.append(bytes);
  }

  void report_progress() const {
    if (options_.progress) options_.progress(file_.size(), num_bytes_);
  }

  void wait(double seconds) const {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    while (Clock::now() < end) {
      report_progress();
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }

  [[noreturn]] void fail_for_now(std::string got, std::string expected) const {
    throw TransientError({.what = "cannot download",
                          .got = std::move(got),
                          .expected = std::move(expected),
                          .where = url_,
                          .fix = "run it again to go on from there"});
  }

  void require_size(int64_t num_bytes) {
    if (num_bytes <= options_.max_bytes) return;
    file_.remove();
    throw core::BadData({.what = "download too large",
                         .got = fmt::format("at least {} bytes", num_bytes),
                         .expected = fmt::format("at most {}", options_.max_bytes),
                         .where = url_});
  }

  void require_checksum() {
    if (options_.sha256.empty()) return;
    const std::string digest = core::sha256_file(file_.path());
    if (digest == options_.sha256) return;
    file_.remove();
    throw core::BadData({.what = "download with another SHA-256",
                         .got = digest,
                         .expected = options_.sha256,
                         .where = url_,
                         .fix = "the file was changed at its source or on the way"});
  }

  const std::string& url_;
  const DownloadOptions& options_;
  PartialFile file_;
  std::optional<SourceVersion> asked_;  ///< what the running transfer continues
  int64_t num_bytes_ = -1;              ///< of the whole file; -1: unknown
  int64_t resumed_ = 0;
};

}  // namespace

DownloadReport download(const std::string& url, const fs::path& target,
                        const DownloadOptions& options) {
  core::make_folder(fs::absolute(target).parent_path());
  return Download(url, target, options).run();
}

}  // namespace pinna::data
