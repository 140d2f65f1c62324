// A web server of this process for tests: answers every connection with the bytes it is told to.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace pinna::test {

class LoopbackServer {
 public:
  /// From a request, its body included where its length is given, to all bytes of the answer, after
  /// which the connection is closed.
  using Answer = std::function<std::string(const std::string& request)>;

  /// `port` 0: any free one.
  explicit LoopbackServer(Answer answer, std::string host = "127.0.0.1", uint16_t port = 0)
      : answer_(std::move(answer)),
        host_(std::move(host)),
        listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    const int on = 1;  // the port of a server that has just gone
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    address.sin_addr.s_addr = ::inet_addr(host_.c_str());
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, generic, length) != 0 || ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, generic, &length) != 0)
      throw std::runtime_error("no loopback socket");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~LoopbackServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url(std::string_view path) const {
    return "http://" + host_ + ":" + std::to_string(port_) + std::string(path);
  }
  uint16_t port() const { return static_cast<uint16_t>(port_); }
  std::vector<std::string> requests() const {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  void serve() {
    for (int peer; (peer = ::accept(listener_, nullptr, nullptr)) >= 0; ::close(peer)) {
      const std::string request = read_request(peer);
      {
        const std::lock_guard lock(mutex_);
        requests_.push_back(request);
      }
      const std::string bytes = answer_(request);
      for (size_t sent = 0; sent < bytes.size();) {
        const ssize_t count = ::send(peer, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (count <= 0) break;
        sent += static_cast<size_t>(count);
      }
      ::shutdown(peer, SHUT_WR);
    }
  }
  static std::string read_request(int peer) {
    std::string request;
    char piece[4096];
    while (request.size() < expected_size(request)) {
      const ssize_t count = ::recv(peer, piece, sizeof piece, 0);
      if (count <= 0) break;
      request.append(piece, static_cast<size_t>(count));
    }
    return request;
  }
  /// Of the request that begins like this; one more byte than there are where nobody knows yet.
  static size_t expected_size(const std::string& begun) {
    const size_t head = begun.find("\r\n\r\n");
    if (head == std::string::npos) return begun.size() + 1;
    const size_t length = begun.find("\r\nContent-Length: ");
    return head + 4 + (length < head ? std::stoul(begun.substr(length + 18)) : 0);
  }

  Answer answer_;
  std::string host_;  ///< in 127.0.0.0/8
  int listener_;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::jthread thread_;
};

/// The value of a header of a request, or empty.
inline std::string request_header(const std::string& request, const std::string& name) {
  const size_t begin = request.find("\r\n" + name + ": ");
  if (begin == std::string::npos) return "";
  const size_t value = begin + name.size() + 4;
  return request.substr(value, request.find("\r\n", value) - value);
}

}  // namespace pinna::test
