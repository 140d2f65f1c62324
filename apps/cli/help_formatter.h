// The text of -h.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace pinna::cli {

/// An example first, then what the command does, its arguments, options and verbs.
class HelpFormatter : public CLI::FormatterBase {
 public:
  explicit HelpFormatter(std::string example) : example_(std::move(example)) {}
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

 private:
  std::string example_;
};

}  // namespace pinna::cli
