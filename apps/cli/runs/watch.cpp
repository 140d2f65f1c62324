// pinna runs watch: a table of running trainings that keeps itself up to date.
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "apps/cli/commands.h"
#include "apps/cli/runs/run_list.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "pinna/core/interrupt.h"
#include "pinna/core/progress.h"
#include "pinna/core/sparkline.h"
#include "pinna/core/text_table.h"
#include "pinna/runs/study_folder.h"

namespace pinna::cli {
namespace {

namespace fs = std::filesystem;
using runs::RunOverview;

constexpr int64_t kSparkColumns = 16;
constexpr std::chrono::milliseconds kGlance{100};
constexpr double kShortestInterval = 0.1;

struct Arguments {
  FolderArguments folders;
  double interval = 1;
};

/// What trains below the folders now.
struct View {
  std::vector<RunOverview> runs;
  bool is_over = true;
};

/// Whether a study at or around the run goes on, which may begin further runs.
bool study_is_running(const fs::path& run) {
  fs::path folder = fs::absolute(run);
  for (int level = 0; level < 4 && folder.has_relative_path(); ++level) {
    if (runs::StudyFolder::exists(folder)) return runs::StudyFolder::open(folder).is_running();
    folder = folder.parent_path();
  }
  return false;
}

View look(const FolderArguments& folders) {
  View view{.runs = readable_overviews(folders.runs())};
  for (const RunOverview& run : view.runs)
    if (run.is_running || study_is_running(run.path)) view.is_over = false;
  for (const std::string& folder : folders.folders)
    if (study_is_running(folder)) view.is_over = false;
  return view;
}

std::string time_left(const RunOverview& run) {
  const std::optional<double> seconds = run.seconds_left();
  return run.is_running && seconds ? core::format_duration(*seconds) : "-";
}

std::string loss_of(const RunOverview& run) {
  return run.train_loss ? fmt::format("{:.3f}", *run.train_loss) : "-";
}

/// The folder that holds all the runs, left out of their names to save room.
fs::path common_folder(const std::vector<RunOverview>& runs) {
  if (runs.empty()) return {};
  fs::path common = runs.front().path.parent_path();
  for (const RunOverview& run : runs)
    while (!common.empty() && run.path.lexically_relative(common).string().starts_with(".."))
      common = common == common.parent_path() ? fs::path() : common.parent_path();
  return common;
}

std::string table_of(const View& view) {
  using core::Align;
  core::TextTable table({{"run"},
                         {"status"},
                         {"epochs", Align::right},
                         {"loss", Align::right},
                         {""},
                         {"train %", Align::right},
                         {"val. %", Align::right},
                         {""},
                         {"test %", Align::right},
                         {"left", Align::right}});
  const fs::path common = common_folder(view.runs);
  const auto name = [&](const RunOverview& run) {
    return common.empty() ? run.path.string() : run.path.lexically_relative(common).string();
  };
  for (const RunOverview& run : view.runs)
    table.add_row({name(run), run.state(), epochs_of(run), loss_of(run),
                   core::sparkline(run.losses, kSparkColumns), per_cent_or_dash(run.train_score),
                   per_cent_or_dash(run.validation_score),
                   core::sparkline(run.scores, kSparkColumns), test_text(run), time_left(run)});
  return view.runs.empty() ? "no runs here yet\n" : table.to_string();
}

std::string line_of(const RunOverview& run) {
  std::string line =
      fmt::format("{}: {}, epoch {}", run.path.string(), run.state(), epochs_of(run));
  if (run.train_loss) line += fmt::format(", loss {}", loss_of(run));
  if (run.train_score) line += fmt::format(", train {} %", per_cent_or_dash(run.train_score));
  if (run.validation_score)
    line += fmt::format(", validation {} %", per_cent_or_dash(run.validation_score));
  if (!run.measures.empty())
    line += fmt::format(", test {}{}", test_text(run),
                        run.measures.front().name == "accuracy" ? " %" : "");
  if (run.is_running && run.seconds_left()) line += fmt::format(", {} left", time_left(run));
  return line + "\n";
}

/// Rewrites the table in place; what does not fit on the screen is cut off.
class Screen {
 public:
  explicit Screen(Console& console) : console_(console) {}
  void show(const View& view) {
    winsize size{};
    const bool is_known = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 1;
    const int64_t rows = is_known ? size.ws_row - 1 : 23;
    const int64_t columns = is_known ? size.ws_col : 80;
    std::string text = lines_drawn_ > 0 ? fmt::format("\x1b[{}A", lines_drawn_) : "";
    lines_drawn_ = 0;
    const std::string table = table_of(view);
    for (size_t begin = 0; begin < table.size() && lines_drawn_ < rows; ++lines_drawn_) {
      const size_t end = table.find('\n', begin);
      text += core::shortened_to_width(table.substr(begin, end - begin), columns) + "\x1b[K\n";
      begin = end + 1;
    }
    console_.print(text + "\x1b[J");
  }

 private:
  Console& console_;
  int64_t lines_drawn_ = 0;
};

/// Prints a line for each run that has changed.
class Journal {
 public:
  explicit Journal(Console& console) : console_(console) {}
  void show(const View& view) {
    for (const RunOverview& run : view.runs) {
      const auto state = std::tuple(run.state(), run.epochs, run.measures.empty());
      auto& last = last_[run.path];
      if (last == state) continue;
      last = state;
      console_.print(line_of(run));
    }
  }

 private:
  Console& console_;
  std::map<fs::path, std::tuple<std::string, int64_t, std::optional<double>>> last_;
};

/// False if a stop was asked for meanwhile.
bool wait(double seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (std::chrono::steady_clock::now() < end) {
    if (core::interrupt_requested()) return false;
    std::this_thread::sleep_for(kGlance);
  }
  return !core::interrupt_requested();
}

template <class Display>
void watch(const Arguments& arguments, Display display) {
  for (;;) {
    const View view = look(arguments.folders);
    display.show(view);
    if (view.is_over || !wait(arguments.interval)) return;
  }
}

Action configure(CLI::App& app) {
  const auto arguments = std::make_shared<Arguments>();
  arguments->folders.add_to(app);
  app.add_option("--interval", arguments->interval, "seconds between two looks")
      ->capture_default_str()
      ->check(CLI::Range(kShortestInterval, 3600.0));
  return [arguments](Console& console) {
    core::install_interrupt_handler();
    if (::isatty(STDOUT_FILENO)) {
      watch(*arguments, Screen(console));
    } else {
      watch(*arguments, Journal(console));
    }
  };
}

}  // namespace

Command runs_watch_command() {
  return {{"runs watch", "Shows running trainings until all have ended",
           "pinna runs watch studies/esc10-quick"},
          configure};
}

}  // namespace pinna::cli
