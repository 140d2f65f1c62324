#include "pinna/report/machine_paths.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

namespace pinna::report {
namespace {

/// Folders of people's own files. System folders (/usr, /etc, /dev, /proc) are the same everywhere.
constexpr std::array<std::string_view, 14> personal_folders{
    "home", "root",    "tmp",     "work",      "Users", "mnt",    "media",
    "srv",  "scratch", "private", "workspace", "var",   "export", "Volumes"};
constexpr size_t shortest_name = 2;

bool is_word(char letter) {
  return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_';
}

bool is_in_path(char letter) {
  return is_word(letter) || static_cast<unsigned char>(letter) >= 0x80 ||
         std::string_view("/.-+~@%=#").find(letter) != std::string_view::npos;
}

/// Whether an absolute path may begin behind `before`, and not the rest of a longer one.
bool may_begin_behind(std::string_view before) {
  if (before.empty() || before.ends_with("file://")) return true;
  for (const std::string_view name : {path_name, data_name, sources_name, study_name})
    if (before.ends_with(name)) return false;
  const char last = before.back();
  return !is_word(last) && std::string_view("/.~+-@%<})]$*").find(last) == std::string_view::npos;
}

/// Bytes of the path at the start of `text`, without the full stop of a sentence.
size_t path_length(std::string_view text) {
  size_t length = 0;
  while (length < text.size() && is_in_path(text[length])) ++length;
  while (length > 1 && (text[length - 1] == '.' || text[length - 1] == '/')) --length;
  return length;
}

/// Whether `text` starts with `folder` as a whole path or the beginning of one.
bool starts_with_path(std::string_view text, std::string_view folder) {
  return text.starts_with(folder) &&
         (text.size() == folder.size() || text[folder.size()] == '/' ||
          !is_in_path(text[folder.size()]) || text[folder.size()] == '.');
}

bool is_personal(std::string_view path, const Machine& machine) {
  if (path.size() > machine.home.size() + 1 && machine.home.size() > 1 &&
      starts_with_path(path, machine.home))
    return true;
  const size_t slash = path.find('/', 1);
  if (slash == std::string_view::npos || slash + 1 == path.size()) return false;
  const std::string_view folder = path.substr(1, slash - 1);
  return std::find(personal_folders.begin(), personal_folders.end(), folder) !=
         personal_folders.end();
}

bool is_in_drive_path(char letter) {
  return is_word(letter) || letter == '.' || letter == '-' || letter == ' ';
}

/// Bytes of C:\folder\file or C:/folder/file at the start of `text`, 0 if it is none. Backslashes
/// may be doubled.
size_t drive_path_length(std::string_view text) {
  if (text.size() < 4 || !std::isupper(static_cast<unsigned char>(text[0])) || text[1] != ':' ||
      (text[2] != '\\' && text[2] != '/'))
    return 0;
  const char slash = text[2];
  size_t length = 2;
  int parts = 0;
  for (;;) {
    size_t next = length;
    while (next < text.size() && text[next] == slash) ++next;
    if (next == length || next > length + 2) break;
    const size_t start = next;
    size_t first_blank = std::string_view::npos;
    for (; next < text.size() && is_in_drive_path(text[next]); ++next)
      if (text[next] == ' ') first_blank = std::min(first_blank, next);
    // Blanks belong to names of folders; behind the last name the sentence goes on.
    const bool is_folder = next < text.size() && text[next] == slash;
    if (!is_folder) next = std::min(next, first_blank);
    if (next == start) break;
    length = next;
    ++parts;
  }
  return parts >= 2 ? length : 0;
}

/// Whether a name of a host can be no word of a text.
bool is_telling(std::string_view host) {
  return host.size() >= 4 && host != "localhost" &&
         std::any_of(host.begin(), host.end(), [](unsigned char letter) {
           return std::isdigit(letter) || letter == '-' || letter == '.';
         });
}

struct Found {
  size_t length;
  std::string replacement;
};

std::string cut_path(std::string_view path, char slash) {
  return fmt::format("{}/{}", path_name, path.substr(path.rfind(slash) + 1));
}

/// The trace at `place`, if one begins there.
std::optional<Found> trace_at(std::string_view text, size_t place, const Machine& machine) {
  const std::string_view before = text.substr(0, place);
  const std::string_view rest = text.substr(place);
  const bool begins_word = before.empty() || !is_word(before.back());
  if (rest.front() == '/' && may_begin_behind(before)) {
    const size_t length = path_length(rest);
    const std::string_view path = rest.substr(0, length);
    if (is_personal(path, machine)) return Found{length, cut_path(path, '/')};
  }
  if (!begins_word) return std::nullopt;
  if (const size_t length = drive_path_length(rest)) {
    return Found{length, cut_path(rest.substr(0, length), rest[2])};
  }
  const auto starts_with_name = [&](std::string_view name) {
    return name.size() >= shortest_name && rest.starts_with(name) &&
           (rest.size() == name.size() || !is_word(rest[name.size()]));
  };
  if (machine.user.size() + machine.host.size() >= 2 * shortest_name &&
      starts_with_name(machine.user + "@" + machine.host))
    return Found{machine.user.size() + 1 + machine.host.size(), "<user>@<host>"};
  if (is_telling(machine.host) && starts_with_name(machine.host))
    return Found{machine.host.size(), "<host>"};
  return std::nullopt;
}

/// Whether a trace may begin with this letter: all others are passed over quickly.
std::array<bool, 256> first_letters(const Machine& machine) {
  std::array<bool, 256> firsts{};
  firsts['/'] = true;
  for (unsigned char letter = 'A'; letter <= 'Z'; ++letter) firsts[letter] = true;
  if (!machine.user.empty()) firsts[static_cast<unsigned char>(machine.user.front())] = true;
  if (!machine.host.empty()) firsts[static_cast<unsigned char>(machine.host.front())] = true;
  return firsts;
}

std::string with_named_places(std::string_view text, std::vector<NamedPlace> places) {
  std::erase_if(places, [](const NamedPlace& place) { return place.path.size() < 2; });
  std::sort(places.begin(), places.end(),
            [](const NamedPlace& a, const NamedPlace& b) { return a.path.size() > b.path.size(); });
  std::string renamed;
  for (size_t i = 0; i < text.size();) {
    const auto found = std::find_if(places.begin(), places.end(), [&](const NamedPlace& place) {
      return starts_with_path(text.substr(i), place.path) && may_begin_behind(text.substr(0, i));
    });
    if (found != places.end()) {
      renamed += found->name;
      i += found->path.size();
    } else {
      renamed += text[i++];
    }
  }
  return renamed;
}

}  // namespace

Machine this_machine() {
  Machine machine;
  if (const passwd* entry = ::getpwuid(::getuid())) {
    machine.user = entry->pw_name;
    machine.home = entry->pw_dir;
  }
  if (const char* home = std::getenv("HOME"); home && *home == '/') machine.home = home;
  std::array<char, 256> host{};
  if (::gethostname(host.data(), host.size() - 1) == 0) machine.host = host.data();
  return machine;
}

std::vector<MachineTrace> machine_traces(std::string_view text, const Machine& machine,
                                         size_t most) {
  std::vector<MachineTrace> traces;
  const auto firsts = first_letters(machine);
  int64_t line = 1;
  for (size_t i = 0; i < text.size() && traces.size() < most; ++i) {
    if (text[i] == '\n') ++line;
    if (!firsts[static_cast<unsigned char>(text[i])]) continue;
    if (const auto found = trace_at(text, i, machine)) {
      traces.push_back({line, std::string(text.substr(i, found->length))});
      i += found->length - 1;
    }
  }
  return traces;
}

std::string without_machine(std::string_view text, std::vector<NamedPlace> places,
                            const Machine& machine) {
  const std::string named = with_named_places(text, std::move(places));
  const auto firsts = first_letters(machine);
  std::string clean;
  for (size_t i = 0; i < named.size(); ++i) {
    const auto found =
        firsts[static_cast<unsigned char>(named[i])] ? trace_at(named, i, machine) : std::nullopt;
    if (found) {
      clean += found->replacement;
      i += found->length - 1;
    } else {
      clean += named[i];
    }
  }
  return clean;
}

}  // namespace pinna::report
