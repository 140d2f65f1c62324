// Shell code that completes commands and options.
#pragma once

#include <string>
#include <vector>

#include "apps/cli/command_line.h"

#include "pinna/core/options.h"

namespace pinna::cli {

enum class Shell { bash, zsh, fish };

/// A script for the shell; file names are completed where no command or option fits.
std::string completion_script(Shell shell, const std::vector<CommandNode>& nodes);

}  // namespace pinna::cli

template <>
struct pinna::core::EnumNames<pinna::cli::Shell> {
  static constexpr std::array names{std::pair{cli::Shell::bash, "bash"},
                                    std::pair{cli::Shell::zsh, "zsh"},
                                    std::pair{cli::Shell::fish, "fish"}};
};
