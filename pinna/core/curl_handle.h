// libcurl's objects with owners: what downloads and trackers share. Only their sources include it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <curl/curl.h>
#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::core {

using CurlHandle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;
using CurlList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

/// A new transfer; the library is started with the first.
CurlHandle new_curl();

/// An address as libcurl reads it.
class ParsedUrl {
 public:
  explicit ParsedUrl(const std::string& text);
  bool is_valid() const { return is_valid_; }
  /// Empty where the address has no such part.
  std::string part(CURLUPart part) const;

 private:
  CurlUrl url_;
  bool is_valid_;
};

CurlList curl_header_list(const std::vector<std::string>& lines);

template <class Value>
void set_curl_option(CURL* curl, CURLoption option, Value value) {
  if (curl_easy_setopt(curl, option, value) != CURLE_OK)
    throw Bug({.what = "libcurl lacks an option", .got = fmt::format("{}", int{option})});
}

}  // namespace pinna::core
