// Executing notebooks with Jupyter's own tools.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace pinna::report {

struct Jupyter {
  std::filesystem::path python = "/usr/bin/python3";  ///< that nbconvert and the kernel run in
  /// The folder that holds the module `pinna`, put before PYTHONPATH; empty: it is installed.
  std::filesystem::path module_folder = {};
  double max_cell_seconds = 300;
  double max_seconds = 900;
  std::function<bool()> stop_requested = {};  ///< asked now and then
};

/// Why notebooks that use `pinna` cannot be executed, and what to do, as one sentence; empty where
/// they can.
std::string jupyter_problem(const Jupyter& jupyter);

/// The text of the notebook after its cells have been executed in its folder; the file stays as it
/// is. A cell that fails keeps its error, and the next ones are executed too. IoError if Jupyter
/// fails or takes too long, Interrupted if a stop is requested; the kernel is gone afterwards.
std::string executed_notebook(const std::filesystem::path& notebook, const Jupyter& jupyter);

}  // namespace pinna::report
