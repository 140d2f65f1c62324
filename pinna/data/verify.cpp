#include "pinna/data/verify.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/parallel.h"
#include "pinna/core/relative_path.h"

namespace pinna::data {
namespace {

namespace fs = std::filesystem;

constexpr int64_t kMaxManifestBytes = int64_t{256} << 20;
constexpr size_t kDigits = 64;

using Digests = std::map<std::string, std::string>;

struct ManifestLine {
  std::string name;
  std::string digest;
};

/// Nothing if the line has another form.
std::optional<ManifestLine> parse_line(std::string_view line) {
  if (line.size() <= kDigits + 2 || line[kDigits] != ' ' ||
      (line[kDigits + 1] != ' ' && line[kDigits + 1] != '*'))
    return std::nullopt;
  std::string digest(line.substr(0, kDigits));
  for (char& c : digest) {
    if (!std::isxdigit(static_cast<unsigned char>(c))) return std::nullopt;
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return ManifestLine{std::string(line.substr(kDigits + 2)), std::move(digest)};
}

Digests read_manifest(const fs::path& path) {
  const std::string text = core::read_file(path, kMaxManifestBytes);
  Digests digests;
  int64_t number = 0;
  for (std::string_view rest = text; !rest.empty();) {
    ++number;
    const size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto fail = [&](std::string got, std::string expected) {
      throw core::BadData({.what = "not a usable manifest",
                           .got = std::move(got),
                           .expected = std::move(expected),
                           .where = fmt::format("{}:{}", path.string(), number)});
    };
    std::optional<ManifestLine> entry = parse_line(line);
    if (!entry) fail("another line", "64 hex digits, two spaces and a file name");
    if (const std::string problem = core::relative_path_problem(entry->name); !problem.empty())
      fail(fmt::format("name '{}': {}", entry->name, problem), "a file below the folder");
    if (!digests.emplace(core::normal_relative_path(entry->name), std::move(entry->digest)).second)
      fail(fmt::format("'{}' for the second time", entry->name), "each file once");
  }
  return digests;
}

std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file())
      names.push_back(entry.path().lexically_relative(folder).generic_string());
  std::erase(names, kManifestName);
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> digests_of(const fs::path& folder, const std::vector<std::string>& names,
                                    int threads, const ProgressCallback& progress) {
  std::vector<std::string> digests(names.size());
  const auto total = static_cast<int64_t>(names.size());
  std::mutex mutex;
  int64_t done = 0;
  core::parallel_for(total, threads, [&](int64_t index, int) {
    const auto i = static_cast<size_t>(index);
    digests[i] = core::sha256_file(folder / names[i]);
    const std::lock_guard lock(mutex);
    ++done;
    if (progress) progress(done, total);
  });
  return digests;
}

}  // namespace

VerifyReport verify_folder(const fs::path& folder, int threads, const ProgressCallback& progress) {
  core::require_folder(folder, "folder to verify");
  core::require_file(folder / kManifestName, "manifest",
                     "there is nothing to compare with; datasets from `pinna data get` have one");
  const Digests listed = read_manifest(folder / kManifestName);
  const std::vector<std::string> present = files_below(folder);
  VerifyReport report{.num_listed = static_cast<int64_t>(listed.size())};
  std::vector<std::string> common;
  for (const std::string& name : present)
    (listed.contains(name) ? common : report.extra).push_back(name);
  for (const auto& [name, digest] : listed)
    if (!std::binary_search(present.begin(), present.end(), name)) report.missing.push_back(name);
  const std::vector<std::string> digests = digests_of(folder, common, threads, progress);
  for (size_t i = 0; i < common.size(); ++i)
    if (digests[i] != listed.at(common[i])) report.changed.push_back(common[i]);
  return report;
}

int64_t write_manifest(const fs::path& folder, int threads, const ProgressCallback& progress) {
  core::require_folder(folder, "folder to hash");
  const std::vector<std::string> names = files_below(folder);
  for (const std::string& name : names)
    if (const std::string problem = core::relative_path_problem(name); !problem.empty())
      throw core::BadData({.what = "name of a file",
                           .got = fmt::format("'{}': {}", name, problem),
                           .expected = "a name that a manifest can hold",
                           .where = folder.string(),
                           .fix = "rename it"});
  const std::vector<std::string> digests = digests_of(folder, names, threads, progress);
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) text += fmt::format("{}  {}\n", digests[i], names[i]);
  core::write_file_atomically(folder / kManifestName, text);
  return static_cast<int64_t>(names.size());
}

}  // namespace pinna::data
