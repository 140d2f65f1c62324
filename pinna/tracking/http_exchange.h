// One question to a web server and its answer.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "pinna/core/error.h"

namespace pinna::tracking {

/// No answer came: no connection, a timeout, a cancelled wait. Another attempt may fare better.
struct NoAnswer : core::IoError {
  using core::IoError::IoError;
};

struct HttpQuestion {
  std::string url = "";
  std::string json = "";  ///< POSTed; empty: GET
  std::vector<std::string> headers = {};
  std::string user_and_password = "";  ///< joined by a colon; empty: none
  std::chrono::milliseconds connect_timeout{5000};
  std::chrono::milliseconds timeout{30000};
};

struct HttpAnswer {
  int64_t status = 0;
  std::string body = "";
};

/// InvalidOptions unless `url` is http:// or https:// with a host and without user and password.
void require_http_url(const std::string& url, const std::string& what);

/// Follows no redirects, and on this machine no proxy. Any status is an answer; a body beyond 1 MiB
/// is none. NoAnswer otherwise, also soon after `cancelled` becomes true.
HttpAnswer ask_server(const HttpQuestion& question, const std::atomic<bool>& cancelled);

/// `text` as a part of a URL.
std::string url_encoded(const std::string& text);

}  // namespace pinna::tracking
