#include "apps/cli/help_formatter.h"

#include <vector>

#include "apps/cli/command_line.h"
#include <fmt/format.h>

#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

/// "-o, --output FILE", "ROOT".
std::string label_of(const CLI::Option& option) {
  std::string label;
  for (const char c : option.get_name(option.get_positional(), true))
    label += c == ',' ? ", " : std::string(1, c);
  const std::string type = option.get_type_name();  // "INT:POSITIVE" where there is a check
  if (option.nonpositional() && !type.empty()) label += " " + type.substr(0, type.find(':'));
  return label;
}

std::string meaning_of(const CLI::Option& option) {
  std::string meaning = option.get_description();
  if (option.get_required() && option.nonpositional()) meaning += " (required)";
  if (!option.get_default_str().empty())
    meaning += fmt::format(" (default: {})", option.get_default_str());
  return meaning;
}

std::string usage_of(const CLI::App& app) {
  std::string usage = full_name(app);
  if (!app.get_subcommands({}).empty()) return usage + " COMMAND ...";
  for (const CLI::Option* option : app.get_options())
    if (option->get_positional()) {
      const bool repeats = option->get_items_expected_max() > 1;
      const std::string name = option->get_name(true) + (repeats ? "..." : "");
      usage += option->get_required() ? " " + name : " [" + name + "]";
    }
  return usage + " [OPTIONS]";
}

/// "Title:" and indented rows; nothing without rows.
std::string section(const std::string& title,
                    const std::vector<std::pair<std::string, std::string>>& rows) {
  if (rows.empty()) return "";
  core::TextTable table({{title + ":"}, {""}});
  for (const auto& [label, meaning] : rows) table.add_row({"  " + label, meaning});
  return "\n" + table.to_string();
}

}  // namespace

std::string HelpFormatter::make_help(const CLI::App* app, std::string, CLI::AppFormatMode) const {
  std::vector<std::pair<std::string, std::string>> arguments, options, verbs;
  for (const CLI::Option* option : app->get_options())
    (option->get_positional() ? arguments : options)
        .emplace_back(label_of(*option), meaning_of(*option));
  for (const CLI::App* verb : app->get_subcommands({}))
    verbs.emplace_back(verb->get_name(), verb->get_description());
  return fmt::format("Example: {}\n\n{}.\n\nUsage: {}\n{}{}{}", example_, app->get_description(),
                     usage_of(*app), section("Commands", verbs), section("Arguments", arguments),
                     section("Options", options));
}

}  // namespace pinna::cli
