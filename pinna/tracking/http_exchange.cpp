#include "pinna/tracking/http_exchange.h"

#include <new>

#include "pinna/core/curl_handle.h"

namespace pinna::tracking {
namespace {

constexpr size_t kMostAnswerBytes = size_t{1} << 20;

size_t on_body(char* bytes, size_t, size_t count, void* answer) {
  std::string& body = static_cast<HttpAnswer*>(answer)->body;
  if (body.size() + count > kMostAnswerBytes) return 0;
  body.append(bytes, count);
  return count;
}

int on_tick(void* cancelled, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return *static_cast<const std::atomic<bool>*>(cancelled) ? 1 : 0;
}

}  // namespace

void require_http_url(const std::string& url, const std::string& what) {
  const core::ParsedUrl parsed(url);
  const std::string scheme = parsed.part(CURLUPART_SCHEME);
  if (!parsed.is_valid() || (scheme != "http" && scheme != "https"))
    throw core::InvalidOptions(
        {.what = what, .got = url, .expected = "http://HOST[:PORT] or https://HOST[:PORT]"});
  if (!parsed.part(CURLUPART_USER).empty() || !parsed.part(CURLUPART_PASSWORD).empty())
    throw core::InvalidOptions({.what = what,
                                .got = "an address with user name or password",
                                .expected = "one without, since recipes are kept and shared",
                                .fix = "set MLFLOW_TRACKING_USERNAME and "
                                       "MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN"});
}

std::string url_encoded(const std::string& text) {
  const core::CurlHandle curl = core::new_curl();
  char* encoded = curl_easy_escape(curl.get(), text.c_str(), static_cast<int>(text.size()));
  if (!encoded) throw std::bad_alloc();
  std::string result(encoded);
  curl_free(encoded);
  return result;
}

HttpAnswer ask_server(const HttpQuestion& question, const std::atomic<bool>& cancelled) {
  const core::CurlHandle curl = core::new_curl();
  std::vector<std::string> lines = question.headers;
  if (!question.json.empty()) lines.emplace_back("Content-Type: application/json");
  lines.emplace_back("Expect:");  // no round trip of its own before a long body
  const core::CurlList headers = core::curl_header_list(lines);
  HttpAnswer answer;
  char message[CURL_ERROR_SIZE] = "";
  core::set_curl_option(curl.get(), CURLOPT_URL, question.url.c_str());
  core::set_curl_option(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  core::set_curl_option(curl.get(), CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
  core::set_curl_option(curl.get(), CURLOPT_USERAGENT, "pinna");
  core::set_curl_option(curl.get(), CURLOPT_NOSIGNAL, 1L);
  core::set_curl_option(curl.get(), CURLOPT_CONNECTTIMEOUT_MS,
                        static_cast<long>(question.connect_timeout.count()));
  core::set_curl_option(curl.get(), CURLOPT_TIMEOUT_MS,
                        static_cast<long>(question.timeout.count()));
  core::set_curl_option(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  core::set_curl_option(curl.get(), CURLOPT_ERRORBUFFER, message);
  core::set_curl_option(curl.get(), CURLOPT_WRITEFUNCTION, &on_body);
  core::set_curl_option(curl.get(), CURLOPT_WRITEDATA, &answer);
  core::set_curl_option(curl.get(), CURLOPT_XFERINFOFUNCTION, &on_tick);
  core::set_curl_option(curl.get(), CURLOPT_XFERINFODATA, &cancelled);
  core::set_curl_option(curl.get(), CURLOPT_NOPROGRESS, 0L);
  if (!question.user_and_password.empty()) {
    core::set_curl_option(curl.get(), CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    core::set_curl_option(curl.get(), CURLOPT_USERPWD, question.user_and_password.c_str());
  }
  if (!question.json.empty()) {
    core::set_curl_option(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                          static_cast<curl_off_t>(question.json.size()));
    core::set_curl_option(curl.get(), CURLOPT_POSTFIELDS, question.json.c_str());
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
