#include "pinna/data/http_get.h"

#include <cctype>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/curl_handle.h"

namespace pinna::data {
namespace {

constexpr long kMaxRedirects = 10;
constexpr long kConnectSeconds = 30;
constexpr long kStalledSeconds = 60;
constexpr long kBufferBytes = 256 * 1024;
constexpr size_t kMaxHeaders = 200;

struct Endpoint {
  bool is_https;
  bool is_this_machine;
};

Endpoint checked_endpoint(const std::string& url, Transport transport) {
  const core::ParsedUrl parsed(url);
  const std::string scheme = parsed.part(CURLUPART_SCHEME);
  const std::string host = parsed.part(CURLUPART_HOST);
  const Endpoint endpoint{scheme == "https",
                          host == "127.0.0.1" || host == "localhost" || host == "[::1]"};
  const bool http_allowed = transport == Transport::plain_http || endpoint.is_this_machine;
  if (!parsed.is_valid() || !(endpoint.is_https || (scheme == "http" && http_allowed)))
    throw core::InvalidOptions({.what = "URL to download",
                                .got = url,
                                .expected = http_allowed ? "https:// or http://" : "https://"});
  return endpoint;
}

bool is_permanent(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_TOO_MANY_REDIRECTS:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
      return true;
    default:
      return false;
  }
}

void set_limits(CURL* curl, const Endpoint& endpoint) {
  core::set_curl_option(curl, CURLOPT_PROTOCOLS_STR, endpoint.is_https ? "https" : "http");
  core::set_curl_option(curl, CURLOPT_REDIR_PROTOCOLS_STR,
                        endpoint.is_https ? "https" : "http,https");
  core::set_curl_option(curl, CURLOPT_FOLLOWLOCATION, 1L);
  core::set_curl_option(curl, CURLOPT_MAXREDIRS, kMaxRedirects);
  if (endpoint.is_this_machine) core::set_curl_option(curl, CURLOPT_PROXY, "");
  core::set_curl_option(curl, CURLOPT_USERAGENT, "pinna");
  core::set_curl_option(curl, CURLOPT_NOSIGNAL, 1L);
  core::set_curl_option(curl, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  core::set_curl_option(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  core::set_curl_option(curl, CURLOPT_LOW_SPEED_TIME, kStalledSeconds);
  core::set_curl_option(curl, CURLOPT_BUFFERSIZE, kBufferBytes);
}

/// The callbacks' side of a transfer; exceptions are kept because they must not pass through C.
class Transfer {
 public:
  Transfer(CURL* curl, Transport transport, const HttpHandlers& handlers)
      : curl_(curl), transport_(transport), handlers_(handlers) {}

  void start() {
    if (std::exchange(has_started_, true)) return;
    const char* final_url = "";
    curl_easy_getinfo(curl_, CURLINFO_EFFECTIVE_URL, &final_url);
    checked_endpoint(final_url, transport_);
    long status = 0;
    curl_off_t length = -1;
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(curl_, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    response_.status = status;
    response_.content_length = length;
    handlers_.start(response_);
  }
  void connect() {
    core::set_curl_option(curl_, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    core::set_curl_option(curl_, CURLOPT_HEADERDATA, this);
    core::set_curl_option(curl_, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    core::set_curl_option(curl_, CURLOPT_WRITEDATA, this);
    core::set_curl_option(curl_, CURLOPT_XFERINFOFUNCTION, &Transfer::on_tick);
    core::set_curl_option(curl_, CURLOPT_XFERINFODATA, this);
    core::set_curl_option(curl_, CURLOPT_NOPROGRESS, 0L);
  }
  void rethrow() const {
    if (error_) std::rethrow_exception(error_);
  }

  static size_t on_header(char* bytes, size_t, size_t count, void* self) {
    return static_cast<Transfer*>(self)->guarded([&](Transfer& transfer) {
      transfer.add_header({bytes, count});
    })
               ? count
               : 0;
  }
  static size_t on_body(char* bytes, size_t, size_t count, void* self) {
    return static_cast<Transfer*>(self)->guarded([&](Transfer& transfer) {
      transfer.start();
      transfer.handlers_.body({bytes, count});
    })
               ? count
               : 0;
  }
  static int on_tick(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Transfer*>(self)->guarded(
               [](Transfer& transfer) { transfer.handlers_.tick(); })
               ? 0
               : 1;
  }

 private:
  template <class Body>
  bool guarded(const Body& body) {
    try {
      body(*this);
      return true;
    } catch (...) {
      error_ = std::current_exception();
      return false;
    }
  }

  void add_header(std::string_view line) {
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.back())))
      line.remove_suffix(1);
    if (line.starts_with("HTTP/")) response_.headers.clear();
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || response_.headers.size() >= kMaxHeaders) return;
    std::string name(line.substr(0, colon));
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    line.remove_prefix(colon + 1);
    while (!line.empty() && std::isspace(static_cast<unsigned char>(line.front())))
      line.remove_prefix(1);
    response_.headers[std::move(name)] = std::string(line);
  }

  CURL* curl_;
  Transport transport_;
  const HttpHandlers& handlers_;
  HttpResponse response_;
  bool has_started_ = false;
  std::exception_ptr error_;
};

}  // namespace

std::string HttpResponse::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

void http_get(const std::string& url, Transport transport,
              const std::vector<std::string>& request_headers, const HttpHandlers& handlers) {
  const Endpoint endpoint = checked_endpoint(url, transport);
  const core::CurlHandle curl = core::new_curl();
  const core::CurlList headers = core::curl_header_list(request_headers);
  Transfer transfer(curl.get(), transport, handlers);
  char message[CURL_ERROR_SIZE] = "";
  set_limits(curl.get(), endpoint);
  transfer.connect();
  core::set_curl_option(curl.get(), CURLOPT_URL, url.c_str());
  core::set_curl_option(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  core::set_curl_option(curl.get(), CURLOPT_ERRORBUFFER, message);

  const CURLcode code = curl_easy_perform(curl.get());
  transfer.rethrow();
  if (code == CURLE_OK) return transfer.start();
  const core::ErrorParts parts{.what = "cannot download",
                               .got = *message ? message : curl_easy_strerror(code),
                               .where = url};
  if (is_permanent(code)) throw core::IoError(parts);
  throw TransientError(parts);
}

}  // namespace pinna::data
