#include "pinna/data/http_get.h"

#include "tests/support/loopback_server.h"
#include <gmock/gmock.h>

namespace pinna::data {
namespace {

using test::LoopbackServer;

struct Received {
  HttpResponse response;
  std::string body;
};

Received get(const LoopbackServer& server, const std::vector<std::string>& headers = {}) {
  Received received;
  int num_starts = 0;
  http_get(server.url("/"), Transport::https, headers,
           {.start =
                [&](const HttpResponse& response) {
                  ++num_starts;
                  received.response = response;
                },
            .body = [&](std::string_view bytes) { received.body += bytes; },
            .tick = [] {}});
  EXPECT_EQ(num_starts, 1);
  return received;
}

TEST(HttpGet, HeadersAreThoseOfTheLastResponseInLowerCase) {
  const LoopbackServer server([](const std::string& request) -> std::string {
    if (request.starts_with("GET / "))
      return "HTTP/1.1 302 Found\r\nLocation: /next\r\nETag: \"old\"\r\nContent-Length: 0\r\n\r\n";
    return "HTTP/1.1 200 OK\r\nX-Odd:   value  \r\nContent-Length: 2\r\n\r\nhi";
  });
  const Received received = get(server);
  EXPECT_EQ(received.response.status, 200);
  EXPECT_EQ(received.response.content_length, 2);
  EXPECT_EQ(received.response.header("x-odd"), "value");
  EXPECT_EQ(received.response.header("etag"), "");
  EXPECT_EQ(received.body, "hi");
}

TEST(HttpGet, StartIsCalledForAnEmptyBodyToo) {
  const LoopbackServer server(
      [](const std::string&) { return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"; });
  EXPECT_EQ(get(server).response.status, 404);
}

TEST(HttpGet, SendsTheRequestHeaders) {
  const LoopbackServer server(
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"; });
  get(server, {"Range: bytes=5-", "X-Two: 2"});
  const std::string request = server.requests().at(0);
  EXPECT_EQ(test::request_header(request, "Range"), "bytes=5-");
  EXPECT_EQ(test::request_header(request, "X-Two"), "2");
}

TEST(HttpGet, BrokenConnectionIsTransient) {
  const LoopbackServer server(
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"; });
  EXPECT_THROW(get(server), TransientError);
}

TEST(HttpGet, RedirectToPlainHttpElsewhereIsRefused) {
  const LoopbackServer elsewhere(
      [](const std::string&) { return "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"; },
      "127.0.0.2");
  const LoopbackServer server([&](const std::string&) {
    return "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url("/") +
           "\r\nContent-Length: 0\r\n\r\n";
  });
  EXPECT_THROW(get(server), core::InvalidOptions);
}

TEST(HttpGet, EndlessRedirectIsPermanent) {
  const LoopbackServer server([](const std::string&) {
    return "HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
  });
  try {
    get(server);
    FAIL();
  } catch (const TransientError&) {
    FAIL() << "transient";
  } catch (const core::IoError&) {
  }
}

}  // namespace
}  // namespace pinna::data
