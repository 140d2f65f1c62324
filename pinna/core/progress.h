// How far a long piece of work is, for a person who waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <string_view>

namespace pinna::core {

/// One piece of work of `total` equal steps. Not safe to call from several threads at once.
class Progress {
 public:
  enum class Style {
    bar,    ///< one line rewritten in place, for a terminal
    lines,  ///< a line every 10 % or 30 s, at most one a second, for a log
    silent,
  };
  using TimePoint = std::chrono::steady_clock::time_point;
  using Clock = std::function<TimePoint()>;

  /// `already_done` steps came from an earlier process; they do not count for the speed.
  Progress(std::ostream& out, Style style, std::string title, int64_t total,
           int64_t already_done = 0, Clock clock = std::chrono::steady_clock::now);
  /// Ends the line of a bar.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `done` steps of the total are complete; `note` is shown behind the estimate.
  void step(int64_t done, std::string_view note = "");

 private:
  bool is_due(int64_t done, TimePoint now) const;
  std::string estimate(int64_t done, TimePoint now) const;
  void draw_bar(int64_t done, const std::string& status) const;

  std::ostream& out_;
  Style style_;
  std::string title_;
  int64_t total_;
  int64_t already_done_;
  Clock clock_;
  TimePoint start_;
  TimePoint last_drawn_;
  int64_t last_done_ = -1;
};

/// "42 s", "3:07 min", "1:04:30 h".
std::string format_duration(double seconds);

}  // namespace pinna::core
