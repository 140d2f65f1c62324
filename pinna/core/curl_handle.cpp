#include "pinna/core/curl_handle.h"

#include <mutex>
#include <new>

namespace pinna::core {

CurlHandle new_curl() {
  static std::once_flag initialized;
  std::call_once(initialized, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  CurlHandle curl(curl_easy_init(), &curl_easy_cleanup);
  if (!curl) throw Bug({.what = "libcurl refuses to start"});
  return curl;
}

ParsedUrl::ParsedUrl(const std::string& text)
    : url_(curl_url(), &curl_url_cleanup),
      is_valid_(curl_url_set(url_.get(), CURLUPART_URL, text.c_str(), 0) == CURLUE_OK) {}

std::string ParsedUrl::part(CURLUPart part) const {
  char* text = nullptr;
  if (curl_url_get(url_.get(), part, &text, 0) != CURLUE_OK) return "";
  std::string result(text);
  curl_free(text);
  return result;
}

CurlList curl_header_list(const std::vector<std::string>& lines) {
  CurlList list(nullptr, &curl_slist_free_all);
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    list.release();
    list.reset(longer);
  }
  return list;
}

}  // namespace pinna::core
