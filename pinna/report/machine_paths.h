// What in a text tells of the machine that it was made on: absolute paths, and names of users and
// hosts. Who hands in a folder wants none of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::report {

struct Machine {
  std::string user = "";
  std::string host = "";
  std::string home = "";  ///< an absolute path, or empty
};

/// The one that this process runs on.
Machine this_machine();

struct MachineTrace {
  int64_t line = 0;       ///< from 1
  std::string text = "";  ///< "/home/anna/data"
  bool operator==(const MachineTrace&) const = default;
};

/// At most `most` of them, in order. Found are: paths below folders that hold people's own files on
/// Linux and macOS (/home, /root, /tmp, /work, /Users, /mnt, /media ...) and below the home folder;
/// paths with a drive letter; user@host; and the host by itself where its name can be no word, that
/// is, where it has a digit, a dash or a dot. Not found are addresses (https://host/home/x),
/// relative paths, interpreters (#!/usr/bin/env) and devices.
std::vector<MachineTrace> machine_traces(std::string_view text, const Machine& machine,
                                         size_t most = 20);

/// What stands for a path that is not told.
inline constexpr std::string_view path_name = "<path>";
inline constexpr std::string_view data_name = "<data>";        ///< the folder of a data set
inline constexpr std::string_view sources_name = "<sources>";  ///< that of its source recordings
inline constexpr std::string_view study_name = "<study>";

/// A folder and one of the names above.
struct NamedPlace {
  std::string path = "";
  std::string name = "";
};

/// The text with the named places renamed, what lies below them kept ("<data>/audio"), the longest
/// path first; then other paths that machine_traces would find cut to "<path>/last-part", and names
/// of user and host replaced by "<user>" and "<host>". machine_traces finds nothing in it.
std::string without_machine(std::string_view text, std::vector<NamedPlace> places,
                            const Machine& machine);

}  // namespace pinna::report
