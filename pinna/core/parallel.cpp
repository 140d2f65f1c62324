#include "pinna/core/parallel.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <string_view>
#include <system_error>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <sched.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

constexpr int kMaxThreads = 1024;

int parse_threads(std::string_view text) {
  int threads = 0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, threads);
  if (error == std::errc() && last == end && threads >= 1 && threads <= kMaxThreads) return threads;
  throw InvalidOptions({.what = "PINNA_THREADS",
                        .got = fmt::format("\"{}\"", text),
                        .expected = fmt::format("1 to {}", kMaxThreads),
                        .where = "environment",
                        .fix = "unset it to use every processor"});
}

}  // namespace

int num_processors() {
  if (const char* wanted = std::getenv("PINNA_THREADS")) return parse_threads(wanted);
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0) return std::max(1, CPU_COUNT(&set));
  return std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void parallel_for(int64_t count, int threads,
                  const std::function<void(int64_t index, int worker)>& body) {
  if (threads <= 0) threads = num_processors();
  threads = static_cast<int>(std::min<int64_t>(threads, count));
  if (threads <= 1) {
    for (int64_t index = 0; index < count; ++index) body(index, 0);
    return;
  }
  std::atomic<int64_t> next{0};
  std::exception_ptr first_error;
  std::mutex error_mutex;
  const auto work = [&](int worker) {
    for (int64_t index; (index = next.fetch_add(1)) < count;) {
      try {
        body(index, worker);
      } catch (...) {
        const std::lock_guard lock(error_mutex);
        if (!first_error) first_error = std::current_exception();
        next = count;
      }
    }
  };
  {
    std::vector<std::jthread> workers;
    for (int worker = 1; worker < threads; ++worker) workers.emplace_back(work, worker);
    work(0);
  }
  if (first_error) std::rethrow_exception(first_error);
}

}  // namespace pinna::core
