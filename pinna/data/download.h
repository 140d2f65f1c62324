// Fetching one file over HTTP so that an interrupted transfer goes on where it stopped.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "pinna/data/progress_callback.h"

namespace pinna::data {

enum class Transport {
  https,  ///< https only; http is accepted from this machine itself (127.0.0.1, ::1, localhost)
  plain_http,  ///< http too: anyone on the way may change the bytes, so give a SHA-256
};

struct DownloadOptions {
  Transport transport = Transport::https;
  int64_t max_bytes = int64_t{64} << 30;
  std::string sha256 = "";   ///< 64 hex digits that the content must have; empty: any
  int64_t attempts = 5;      ///< transfers before giving up; each goes on where the last ended
  double retry_seconds = 1;  ///< before the second transfer, doubled for each later one
  ProgressCallback progress = {};  ///< bytes of the file, several times a second
};

struct DownloadReport {
  int64_t num_bytes = 0;          ///< of the whole file
  int64_t num_resumed_bytes = 0;  ///< of these, there before this call
};

/// Downloads `url` to the file `target`, replacing it. While it is incomplete the content stands in
/// TARGET.part with TARGET.part.json, which a later call continues with Range and If-Range if the
/// server still has the same version; servers without ranges start over. Redirects never lead from
/// https to anything else. The content is checked against `sha256` before it gets its name.
///
/// InvalidOptions for URLs that the transport forbids; IoError for what the server or the network
/// refuses, after the last attempt; BadData above max_bytes or for another SHA-256 (the partial
/// file is removed then). Whatever `progress` throws passes through and keeps the partial file.
DownloadReport download(const std::string& url, const std::filesystem::path& target,
                        const DownloadOptions& options = {});

}  // namespace pinna::data
