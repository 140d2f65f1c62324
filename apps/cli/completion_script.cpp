#include "apps/cli/completion_script.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace pinna::cli {
namespace {

/// For single quotes in sh, zsh and fish alike.
std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? "'\\''" : std::string(1, c);
  return result + "'";
}

const CommandNode& child(const std::vector<CommandNode>& nodes, const CommandNode& parent,
                         const std::string& verb) {
  const std::string path = parent.path.empty() ? verb : parent.path + " " + verb;
  for (const CommandNode& node : nodes)
    if (node.path == path) return node;
  return parent;
}

/// The rows of a `case` that lengthens the command's name word by word; bash and zsh alike.
std::string name_cases(const std::vector<CommandNode>& nodes) {
  std::string cases;
  for (const CommandNode& node : nodes)
    if (!node.path.empty()) cases += fmt::format("      {0}) name={0} ;;\n", quoted(node.path));
  return cases;
}

std::string bash_script(const std::vector<CommandNode>& nodes) {
  std::string words;
  for (const CommandNode& node : nodes)
    words += fmt::format(
        "    {}) words={} ;;\n", quoted(node.path),
        quoted(fmt::format("{} {}", fmt::join(node.verbs, " "), fmt::join(node.options, " "))));
  return fmt::format(
      R"script(# bash completion for pinna: eval "$(pinna completion bash)"
_pinna() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} name= word words=
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case "${{name:+$name }}$word" in
{}    esac
  done
  case "$name" in
{}  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -o default -F _pinna pinna
)script",
      name_cases(nodes), words);
}

std::string zsh_script(const std::vector<CommandNode>& nodes) {
  std::string entries;
  for (const CommandNode& node : nodes) {
    std::string verbs, options;
    for (const std::string& verb : node.verbs)
      verbs += " " + quoted(verb + ":" + child(nodes, node, verb).summary);
    for (const std::string& option : node.options) options += " " + quoted(option);
    entries +=
        fmt::format("    {}) verbs=({} ) options=({} ) ;;\n", quoted(node.path), verbs, options);
  }
  return fmt::format(
      R"script(#compdef pinna
# zsh completion for pinna: source <(pinna completion zsh)
_pinna() {{
  local name= word
  local -a verbs options
  for word in "${{(@)words[2,CURRENT-1]}}"; do
    case "${{name:+$name }}$word" in
{}    esac
  done
  case "$name" in
{}  esac
  (( $#verbs )) && _describe command verbs
  [[ $PREFIX == -* ]] && compadd -- $options
  (( $#verbs )) || _files
}}
compdef _pinna pinna
)script",
      name_cases(nodes), entries);
}

std::string fish_script(const std::vector<CommandNode>& nodes) {
  std::string lines;
  for (const CommandNode& node : nodes) {
    const std::string condition =
        quoted(fmt::format("__pinna_at {} {}", node.verbs.empty() ? "leaf" : "group", node.path));
    for (const std::string& verb : node.verbs)
      lines += fmt::format("complete -c pinna -n {} -f -a {} -d {}\n", condition, verb,
                           quoted(child(nodes, node, verb).summary));
    for (const std::string& option : node.options)
      lines += fmt::format("complete -c pinna -n {} {} {}\n", condition,
                           option.starts_with("--") ? "-l" : "-s",
                           option.substr(option.find_first_not_of('-')));
  }
  return fmt::format(
      R"script(# fish completion for pinna: pinna completion fish | source
function __pinna_at
  set -l words (commandline -opc)
  set -e words[1]
  set -l plain
  for word in $words
    string match -q -- '-*' $word; or set -a plain $word
  end
  set -l path $argv[2..]
  if test $argv[1] = group
    test "$plain" = "$path"
  else
    string match -q -- "$path *" "$plain "
  end
end
{})script",
      lines);
}

}  // namespace

std::string completion_script(Shell shell, const std::vector<CommandNode>& nodes) {
  switch (shell) {
    case Shell::bash:
      return bash_script(nodes);
    case Shell::zsh:
      return zsh_script(nodes);
    case Shell::fish:
      return fish_script(nodes);
  }
  return "";
}

}  // namespace pinna::cli
