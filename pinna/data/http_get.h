// One HTTP GET.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/core/error.h"
#include "pinna/data/download.h"

namespace pinna::data {

/// A failure that another attempt may not meet: a broken connection, a busy server.
struct TransientError : core::IoError {
  using core::IoError::IoError;
};

struct HttpResponse {
  int64_t status = 0;
  std::map<std::string, std::string> headers = {};  ///< of the last response, names in lower case
  int64_t content_length = -1;                      ///< bytes of this body; -1: unknown
  /// Empty if the header is absent.
  std::string header(const std::string& name) const;
};

/// Called in this order; what they throw ends the transfer and passes through.
struct HttpHandlers {
  std::function<void(const HttpResponse&)> start;  ///< once, after all redirects
  std::function<void(std::string_view)> body;
  std::function<void()> tick;  ///< several times a second, also while waiting
};

/// GETs `url`, following at most 10 redirects, which never lead from https to anything else.
/// InvalidOptions if the transport forbids the URL or the one that redirects lead to; IoError for
/// failures that will come again, TransientError for others. Any status reaches `start`.
void http_get(const std::string& url, Transport transport,
              const std::vector<std::string>& request_headers, const HttpHandlers& handlers);

}  // namespace pinna::data
