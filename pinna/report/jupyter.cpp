#include "pinna/report/jupyter.h"

#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "pinna/core/child_process.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/subprocess.h"
#include "pinna/core/temporary_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::milliseconds pause{50};
/// For the end of the kernel.
constexpr Seconds patience{10};
constexpr double max_import_seconds = 60;
constexpr int64_t max_notebook_bytes = int64_t{256} << 20;

/// Prints the first module that is missing.
constexpr const char* look_for_modules =
    "import importlib.util\n"
    "for name in ('nbconvert', 'ipykernel', 'matplotlib', 'pinna'):\n"
    "    spec = importlib.util.find_spec(name)\n"
    "    if spec is None or spec.origin is None:\n"  // a mere folder of that name has none
    "        print(name)\n"
    "        break\n";

std::string python_path(const Jupyter& jupyter) {
  const char* inherited = std::getenv("PYTHONPATH");
  std::string path = jupyter.module_folder.string();
  if (inherited && *inherited) path += (path.empty() ? "" : ":") + std::string(inherited);
  return path;
}

/// The last line of a log that says something.
std::string last_line(std::string log) {
  log.erase(log.find_last_not_of(" \n") + 1);
  const size_t line_break = log.rfind('\n');
  return log.substr(line_break == std::string::npos ? 0 : line_break + 1);
}

enum class Ending { by_itself, too_slow, stopped };

Ending wait_for(core::ChildProcess& child, const Jupyter& jupyter, int& status) {
  const Clock::time_point start = Clock::now();
  std::optional<Clock::time_point> asked_to_stop;
  Ending ending = Ending::by_itself;
  for (;; std::this_thread::sleep_for(pause)) {
    if (const std::optional<int> ended = child.poll()) {
      status = *ended;
      return ending;
    }
    if (asked_to_stop && Clock::now() - *asked_to_stop > patience) return ending;
    if (asked_to_stop) continue;
    if (Seconds(Clock::now() - start).count() > jupyter.max_seconds) ending = Ending::too_slow;
    if (jupyter.stop_requested && jupyter.stop_requested()) ending = Ending::stopped;
    if (ending == Ending::by_itself) continue;
    child.interrupt();  // nbconvert ends its kernel then
    asked_to_stop = Clock::now();
  }
}

}  // namespace

std::string jupyter_problem(const Jupyter& jupyter) {
  std::string missing;
  try {
    const core::ProcessResult result =
        core::run_program({"env", "PYTHONPATH=" + python_path(jupyter), jupyter.python.string(),
                           "-c", look_for_modules},
                          "", "", 1 << 20, max_import_seconds);
    if (result.exit_status != 0)
      return fmt::format("{} does not run: {}", jupyter.python.string(), last_line(result.errors));
    missing = last_line(result.output);
  } catch (const core::IoError& error) {
    return error.what();
  }
  if (missing == "pinna")
    return "Python does not find the module pinna: run make python, or put its folder on "
           "PYTHONPATH";
  if (!missing.empty())
    return fmt::format(
        "Python has no module {}: install jupyter-nbconvert, python3-ipykernel and "
        "python3-matplotlib",
        missing);
  return "";
}

std::string executed_notebook(const fs::path& notebook, const Jupyter& jupyter) {
  core::require_file(notebook, "notebook");
  const core::TemporaryFolder folder;
  const std::string output = "executed.ipynb";
  int status = 0;
  Ending ending = Ending::by_itself;
  {
    core::ChildProcess child(
        {jupyter.python.string(), "-m", "nbconvert", "--to", "notebook", "--execute",
         "--allow-errors", "--ExecutePreprocessor.record_timing=False",
         fmt::format("--ExecutePreprocessor.timeout={:.0f}", jupyter.max_cell_seconds),
         "--output-dir", folder.path().string(), "--output", output,
         fs::absolute(notebook).string()},
        folder / "log", {{"PYTHONPATH", python_path(jupyter)}});
    ending = wait_for(child, jupyter, status);
  }
  if (ending == Ending::stopped)
    throw core::Interrupted({.what = "the notebook was not executed to its end",
                             .where = notebook.string(),
                             .fix = "give the same command again"});
  if (ending == Ending::too_slow)
    throw core::IoError({.what = "the notebook was not executed",
                         .got = fmt::format("no end after {:g} s", jupyter.max_seconds),
                         .where = notebook.string(),
                         .fix = "run it in Jupyter"});
  if (status != 0 || !fs::exists(folder / output))
    throw core::IoError({.what = "the notebook was not executed",
                         .got = last_line(core::read_file(folder / "log")),
                         .where = notebook.string(),
                         .fix = "run it in Jupyter"});
  return core::read_file(folder / output, max_notebook_bytes);
}

}  // namespace pinna::report
