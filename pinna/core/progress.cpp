#include "pinna/core/progress.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/text_table.h"

namespace pinna::core {
namespace {

constexpr int64_t bar_cells = 24;
constexpr int64_t line_columns = 100;
constexpr std::chrono::milliseconds bar_interval{100};
constexpr std::chrono::seconds shortest_line_interval{1};
constexpr std::chrono::seconds longest_line_interval{30};

double seconds_between(Progress::TimePoint from, Progress::TimePoint to) {
  return std::chrono::duration<double>(to - from).count();
}

int64_t percent(int64_t done, int64_t total) {
  return total > 0 ? 100 * done / total : 100;
}

}  // namespace

std::string format_duration(double seconds) {
  const auto whole = static_cast<int64_t>(std::llround(std::max(0.0, seconds)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02} h", whole / 3600, whole / 60 % 60, whole % 60);
}

Progress::Progress(std::ostream& out, Style style, std::string title, int64_t total,
                   int64_t already_done, Clock clock)
    : out_(out),
      style_(style),
      title_(std::move(title)),
      total_(total),
      already_done_(already_done),
      clock_(std::move(clock)),
      start_(clock_()),
      last_drawn_(start_) {}

Progress::~Progress() {
  if (style_ == Style::bar && last_done_ >= 0) out_ << '\n' << std::flush;
}

bool Progress::is_due(int64_t done, TimePoint now) const {
  if (style_ == Style::silent || done == last_done_) return false;
  if (done >= total_) return true;
  if (style_ == Style::bar) return last_done_ < 0 || now - last_drawn_ >= bar_interval;
  const int64_t last_tenth = percent(std::max(last_done_, already_done_), total_) / 10;
  const bool is_next_tenth = percent(done, total_) / 10 > last_tenth;
  return now - last_drawn_ >= (is_next_tenth ? shortest_line_interval : longest_line_interval);
}

std::string Progress::estimate(int64_t done, TimePoint now) const {
  const double elapsed = seconds_between(start_, now);
  if (done >= total_) return fmt::format("took {}", format_duration(elapsed));
  if (done <= already_done_) return "";
  const double per_step = elapsed / static_cast<double>(done - already_done_);
  return fmt::format("{} left", format_duration(per_step * static_cast<double>(total_ - done)));
}

void Progress::draw_bar(int64_t done, const std::string& status) const {
  const int64_t filled = std::clamp<int64_t>(bar_cells * percent(done, total_) / 100, 0, bar_cells);
  const std::string line =
      fmt::format("{} [{}{}] {}", title_, std::string(static_cast<size_t>(filled), '#'),
                  std::string(static_cast<size_t>(bar_cells - filled), '.'), status);
  out_ << '\r' << shortened_to_width(line, line_columns) << "\x1b[K" << std::flush;
}

void Progress::step(int64_t done, std::string_view note) {
  const TimePoint now = clock_();
  if (!is_due(done, now)) return;
  std::string status = fmt::format("{}/{}", done, total_);
  const std::string time = estimate(done, now);
  if (!time.empty()) status += fmt::format(", {}", time);
  if (!note.empty()) status += fmt::format(", {}", note);
  if (style_ == Style::bar) {
    draw_bar(done, status);
  } else {
    out_ << fmt::format("{}: {}\n", title_, status) << std::flush;
  }
  last_drawn_ = now;
  last_done_ = done;
}

}  // namespace pinna::core
