#include "pinna/tracking/http_exchange.h"

#include <memory>
#include <mutex>
#include <new>

#include <curl/curl.h>
#include <fmt/format.h>

namespace pinna::tracking {
namespace {

constexpr size_t kMostAnswerBytes = size_t{1} << 20;

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using CurlUrl = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;
using CurlList = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  std::string result(text);
  curl_free(text);
  return result;
}

template <class Value>
void set_option(CURL* curl, CURLoption option, Value value) {
  if (curl_easy_setopt(curl, option, value) != CURLE_OK)
    throw core::Bug({.what = "libcurl lacks an option", .got = fmt::format("{}", int{option})});
}

size_t on_body(char* bytes, size_t, size_t count, void* answer) {
  std::string& body = static_cast<HttpAnswer*>(answer)->body;
  if (body.size() + count > kMostAnswerBytes) return 0;
  body.append(bytes, count);
  return count;
}

int on_tick(void* cancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(cancelled) ? 1 : 0;
}

Curl new_curl() {
  static std::once_flag initialized;
  std::call_once(initialized, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init(), &curl_easy_cleanup);
  if (!curl) throw core::Bug({.what = "libcurl refuses to start"});
  return curl;
}

CurlList header_list(const std::vector<std::string>& lines) {
  CurlList list(nullptr, &curl_slist_free_all);
  for (const std::string& line : lines) {
    curl_slist* longer = curl_slist_append(list.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    list.release();
    list.reset(longer);
  }
  return list;
}

}  // namespace

void require_http_url(const std::string& url, const std::string& what) {
  const CurlUrl parsed(curl_url(), &curl_url_cleanup);
  const bool is_valid = curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
  const std::string scheme = url_part(parsed.get(), CURLUPART_SCHEME);
  if (!is_valid || (scheme != "http" && scheme != "https"))
    throw core::InvalidOptions(
        {.what = what, .got = url, .expected = "http://HOST[:PORT] or https://HOST[:PORT]"});
  if (!url_part(parsed.get(), CURLUPART_USER).empty() ||
      !url_part(parsed.get(), CURLUPART_PASSWORD).empty())
    throw core::InvalidOptions({.what = what,
                                .got = "an address with user name or password",
                                .expected = "one without, since recipes are kept and shared",
                                .fix = "set MLFLOW_TRACKING_USERNAME and "
                                       "MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"});
}

std::string url_encoded(const std::string& text) {
  const Curl curl = new_curl();
  char* encoded = curl_easy_escape(curl.get(), text.c_str(), static_cast<int>(text.size()));
  if (!encoded) throw std::bad_alloc();
  std::string result(encoded);
  curl_free(encoded);
  return result;
}

HttpAnswer ask_server(const HttpQuestion& question, const std::atomic<bool>& cancelled) {
  const Curl curl = new_curl();
  std::vector<std::string> lines = question.headers;
  if (!question.json.empty()) lines.emplace_back("Content-Type: application/json");
  lines.emplace_back("Expect:");  // no round trip of its own before a long body
  const CurlList headers = header_list(lines);
  HttpAnswer answer;
  char message[CURL_ERROR_SIZE] = "";
  set_option(curl.get(), CURLOPT_URL, question.url.c_str());
  set_option(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  set_option(curl.get(), CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  set_option(curl.get(), CURLOPT_USERAGENT, "pinna");
  set_option(curl.get(), CURLOPT_NOSIGNAL, 1L);
  set_option(curl.get(), CURLOPT_CONNECTTIMEOUT_MS,
             static_cast<long>(question.connect_timeout.count()));
  set_option(curl.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(question.timeout.count()));
  set_option(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  set_option(curl.get(), CURLOPT_ERRORBUFFER, message);
  set_option(curl.get(), CURLOPT_WRITEFUNCTION, &on_body);
  set_option(curl.get(), CURLOPT_WRITEDATA, &answer);
  set_option(curl.get(), CURLOPT_XFERINFOFUNCTION, &on_tick);
  set_option(curl.get(), CURLOPT_XFERINFODATA, &cancelled);
  set_option(curl.get(), CURLOPT_NOPROGRESS, 0L);
  if (!question.user_and_password.empty()) {
    set_option(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set_option(curl.get(), CURLOPT_USERPWD, question.user_and_password.c_str());
  }
  if (!question.json.empty()) {
    set_option(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
               static_cast<curl_off_t>(question.json.size()));
    set_option(curl.get(), CURLOPT_POSTFIELDS, question.json.c_str());
  }
  const CURLcode code = curl_easy_perform(curl.get());
  if (code != CURLE_OK)
    throw NoAnswer({.what = "no answer",
                    .got = cancelled  ? "none in the time there was"
                           : *message ? message
                                      : curl_easy_strerror(code),
                    .where = question.url});
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  answer.status = status;
  return answer;
}

}  // namespace pinna::tracking
