#include "apps/cli/command_line.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "apps/cli/help_formatter.h"
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/core/options.h"

namespace pinna::cli {
namespace {

constexpr const char* program_name = "pinna";

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

std::vector<std::string> verb_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* verb : app.get_subcommands({})) names.push_back(verb->get_name());
  return names;
}

void append_nodes(const CLI::App& app, const std::string& path, std::vector<CommandNode>& nodes) {
  nodes.push_back({path, app.get_description(), option_names(app), verb_names(app)});
  for (const CLI::App* verb : app.get_subcommands({}))
    append_nodes(*verb, path.empty() ? verb->get_name() : path + " " + verb->get_name(), nodes);
}

/// The example of the first command whose path begins so.
std::string first_example(const Program& program, const std::string& path_start) {
  for (const Command& command : program.commands)
    if (command.info.path.starts_with(path_start)) return command.info.example;
  throw core::Bug({.what = "a command group without commands", .got = path_start});
}

/// What is wrong, and the nearest known word where one is near.
std::pair<std::string, std::string> explain(const CLI::ParseError& error, const CLI::App& chosen) {
  const std::vector<std::string> verbs = verb_names(chosen);
  const std::vector<std::string> extras = chosen.remaining(true);
  if (!extras.empty()) {
    const std::string word = extras.front().substr(0, extras.front().find('='));
    if (word.starts_with('-') && word.size() > 1)
      return {"unknown option " + word,
              word.starts_with("--") ? core::nearest_word(word, option_names(chosen)) : ""};
    if (!verbs.empty()) return {"unknown command " + word, core::nearest_word(word, verbs)};
    return {"unexpected argument " + word, ""};
  }
  if (!verbs.empty())
    return {fmt::format("a command is missing: one of {}", fmt::join(verbs, ", ")), ""};
  return {error.what(), ""};
}

}  // namespace

std::string full_name(const CLI::App& app) {
  return app.get_parent() ? full_name(*app.get_parent()) + " " + app.get_name() : program_name;
}

std::string usage_message(const CLI::ParseError& error, const CLI::App& chosen) {
  const auto [problem, nearest] = explain(error, chosen);
  const std::string hint = nearest.empty() ? "" : fmt::format("did you mean {}? ", nearest);
  return fmt::format("{}; {}see {} -h", problem, hint, full_name(chosen));
}

CommandLine::CommandLine(const Program& program) : root_(program.summary, program_name) {
  root_.set_help_flag("-h,--help", "this page");
  root_.set_version_flag("--version", PINNA_VERSION, "the version");
  root_.formatter(std::make_shared<HelpFormatter>(first_example(program, "")));
  root_.require_subcommand(1);
  for (const CommandGroup& group : program.groups)
    add_node(group.path, group.summary, first_example(program, group.path + " "))
        .require_subcommand(1);
  for (const Command& command : program.commands) add(command);
}

CLI::App& CommandLine::add_node(const std::string& path, const std::string& summary,
                                const std::string& example) {
  CLI::App* parent = &root_;
  size_t begin = 0;
  for (size_t space; (space = path.find(' ', begin)) != std::string::npos; begin = space + 1)
    parent = parent->get_subcommand(path.substr(begin, space - begin));
  CLI::App* node = parent->add_subcommand(path.substr(begin), summary);
  node->formatter(std::make_shared<HelpFormatter>(example));
  return *node;
}

void CommandLine::add(const Command& command) {
  CLI::App& app = add_node(command.info.path, command.info.summary, command.info.example);
  if (!command.configure) return;
  actions_[&app] = command.configure(app);
  app.add_flag("--json", json_, "print one JSON object");
  app.add_flag("-q,--quiet", quiet_, "no progress, no messages but errors");
  app.add_flag("-v,--verbose", verbose_, "more messages");
}

void CommandLine::parse(std::vector<std::string> arguments) {
  if (arguments.empty()) arguments.push_back("--help");
  std::reverse(arguments.begin(), arguments.end());  // the order that CLI11 takes them in
  root_.parse(std::move(arguments));
}

const CLI::App& CommandLine::chosen() const {
  const CLI::App* app = &root_;
  while (!app->get_subcommands().empty()) app = app->get_subcommands().back();
  return *app;
}

void CommandLine::run(Console& console) const {
  actions_.at (&chosen())(console);
}

Verbosity CommandLine::verbosity() const {
  return quiet_ ? Verbosity::quiet : verbose_ ? Verbosity::verbose : Verbosity::normal;
}

std::vector<CommandNode> CommandLine::nodes() const {
  std::vector<CommandNode> nodes;
  append_nodes(root_, "", nodes);
  return nodes;
}

}  // namespace pinna::cli
