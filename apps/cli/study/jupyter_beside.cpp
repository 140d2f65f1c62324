#include "apps/cli/study/jupyter_beside.h"

#include <filesystem>

#include "pinna/core/interrupt.h"

namespace pinna::cli {

namespace fs = std::filesystem;

report::Jupyter jupyter_beside_program() {
  core::install_interrupt_handler();
  const fs::path module = fs::read_symlink("/proc/self/exe").parent_path() / "python";
  report::Jupyter jupyter{.stop_requested = core::interrupt_requested};
  if (fs::is_directory(module)) jupyter.module_folder = module;
  return jupyter;
}

}  // namespace pinna::cli
