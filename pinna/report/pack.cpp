#include "pinna/report/pack.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/config.h"
#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/hash.h"
#include "pinna/core/json_text.h"
#include "pinna/core/relative_path.h"
#include "pinna/core/utf8.h"
#include "pinna/report/notebook.h"
#include "pinna/report/own_code.h"
#include "pinna/report/pack_layout.h"
#include "pinna/report/pack_readme.h"
#include "pinna/report/zip_file.h"
#include "pinna/runs/inspection_folder.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;
using core::ConfigTable;

constexpr size_t longest_name = 64;

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name &&
         std::all_of(name.begin(), name.end(), [](unsigned char letter) {
           return letter < 0x80 && (std::isalnum(letter) || letter == '-' || letter == '_');
         });
}

/// The folders below the keys `root` and `sources`, wherever they stand.
void add_places(const ConfigTable& table, std::vector<NamedPlace>& places) {
  for (const auto& [key, value] : table.items()) {
    if (const auto* inner = std::get_if<ConfigTable>(&value.data)) add_places(*inner, places);
    const auto* text = std::get_if<std::string>(&value.data);
    if (!text || !text->starts_with('/')) continue;
    if (key == "root") places.push_back({*text, std::string(data_name)});
    if (key == "sources") places.push_back({*text, std::string(sources_name)});
  }
}

/// The files at or below `folder`, relative to it and in order; links are passed over.
std::vector<std::string> files_below(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && !entry.is_symlink())
      names.push_back(entry.path().lexically_relative(folder).string());
  std::sort(names.begin(), names.end());
  return names;
}

class Packer {
 public:
  Packer(const runs::StudyFolder& study, const PackOptions& options)
      : study_(study), options_(options), places_(places_of(study)) {}

  /// Everything but the checksums, each with its name below the folder.
  std::vector<ZipSource> collect(const std::string& title) {
    add_report();
    add_case_study();
    add_recipes();
    add_results();
    OwnCode code = collect_code(options_.code);
    for (ZipSource& file : code.files) files_.push_back(std::move(file));
    left_out = std::move(code.left_out);
    add(layout::readme, pack_readme(study_, title, options_.report_template, files_));
    return std::move(files_);
  }

  std::vector<std::string> left_out = {};

 private:
  void add(std::string_view name, std::string content) {
    files_.push_back({.name = std::string(name), .content = std::move(content)});
  }
  void add_file(const std::string& name, const fs::path& file) {
    if (core::is_utf8(name) && core::relative_path_problem(name).empty())
      files_.push_back({.name = name, .file = file});
  }
  std::string renamed(std::string_view text) const {
    return without_machine(text, places_, options_.preflight.machine);
  }
  /// Adds a record that this program wrote, if it is there.
  void add_record(std::string_view name, const fs::path& file) {
    if (fs::is_regular_file(file)) add(name, renamed(core::read_file(file)));
  }

  fs::path report_folder() const { return study_.report_path() / options_.report_template; }

  void add_report() {
    const fs::path folder = report_folder();
    core::require_folder(folder, "report",
                         fmt::format("run pinna report {} --template {}", study_.path().string(),
                                     options_.report_template));
    for (const std::string_view name : {layout::report_pdf, layout::discussion})
      if (fs::is_regular_file(folder / name)) add_file(std::string(name), folder / name);
    for (const std::string_view name : {"report.tex", "references.bib"})
      if (fs::is_regular_file(folder / name))
        add_file(std::string(layout::report_folder) + std::string(name), folder / name);
    add_record(layout::report_json, folder / "report.json");
    if (fs::is_directory(folder / "figures"))
      for (const std::string& name : files_below(folder / "figures"))
        add_file(std::string(layout::report_folder) + "figures/" + name, folder / "figures" / name);
    if (const fs::path notebook = folder / layout::notebook; fs::is_regular_file(notebook))
      add_notebook(core::read_file(notebook));
  }

  /// Outputs are records, cells are the author's. What is no notebook goes in as it is.
  void add_notebook(std::string text) {
    try {
      text = rewrite_outputs(text, std::string(layout::notebook),
                             [&](std::string_view output) { return renamed(output); });
    } catch (const core::BadData&) {
    }
    add(layout::notebook, std::move(text));
  }

  void add_case_study() {
    fs::path folder = options_.case_study;
    if (folder.empty()) {
      folder = report_folder() / "case-study";
      if (!fs::is_directory(folder)) return;
    }
    core::require_folder(folder, "case study", "make it with pinna inspect FILE --run RUN -o DIR");
    const std::string prefix(layout::case_study_folder);
    for (const std::string& name : files_below(folder)) {
      if (prefix + name == layout::inspection) {
        add_record(layout::inspection, folder / name);
      } else if (prefix + name != layout::attribution) {
        add_file(prefix + name, folder / name);
      }
    }
    add_attribution(folder);
  }

  /// What inspection.json says of the recording, or a page that the author wrote.
  void add_attribution(const fs::path& folder) {
    if (fs::is_regular_file(folder / "ATTRIBUTION.md"))
      return add_file(std::string(layout::attribution), folder / "ATTRIBUTION.md");
    const fs::path record = runs::InspectionFolder(folder).record_path();
    if (!fs::is_regular_file(record)) return;
    const auto json = core::parse_json(core::read_file(record), record.string());
    const auto word = [&](const nlohmann::ordered_json& object, const char* key) {
      const auto found = object.is_object() ? object.find(key) : object.end();
      std::string text = object.is_object() && found != object.end() && found->is_string()
                             ? found->get<std::string>()
                             : std::string();
      std::replace(text.begin(), text.end(), '\n', ' ');
      return text;
    };
    const auto stated = json.is_object() ? json.find("attribution") : json.end();
    const nlohmann::ordered_json attribution =
        json.is_object() && stated != json.end() ? *stated : nlohmann::ordered_json::object();
    add(layout::attribution,
        fmt::format("# The recording\n\n- File: {}\n- Title: {}\n- Author: {}\n- Licence: {}\n"
                    "- Source: {}\n",
                    word(json, "recording"), word(attribution, "title"),
                    word(attribution, "author"), word(attribution, "licence"),
                    word(attribution, "source")));
  }

  void add_recipes() {
    const std::string folder(layout::recipes_folder);
    add_record(folder + "study.toml", study_.recipe_path());
    std::set<std::string> arms;
    for (const runs::RunKey& key : study_.runs())
      if (arms.insert(key.arm).second)
        add_record(folder + key.arm + ".toml", study_.run_path(key) / "recipe.toml");
  }

  void add_results() {
    add_record(layout::results, study_.results_path());
    add_record(layout::comparisons, study_.comparisons_path());
  }

  const runs::StudyFolder& study_;
  const PackOptions& options_;
  std::vector<NamedPlace> places_;
  std::vector<ZipSource> files_ = {};
};

std::string checksums_of(const std::vector<ZipSource>& files) {
  std::vector<std::pair<std::string, std::string>> digests;
  for (const ZipSource& file : files)
    digests.emplace_back(file.name, file.file.empty() ? core::sha256_hex(file.content)
                                                      : core::sha256_file(file.file));
  std::sort(digests.begin(), digests.end());
  std::string text;
  for (const auto& [name, digest] : digests) text += digest + "  " + name + "\n";
  return text;
}

/// Removes the file when it goes, unless it has become something else.
struct DraftFile {
  fs::path path;
  ~DraftFile() {
    std::error_code ignored;
    fs::remove(path, ignored);
  }
};

}  // namespace

bool PackResult::is_ready() const {
  return std::all_of(checks.begin(), checks.end(), [](const auto& check) { return check.passed; });
}

std::vector<NamedPlace> places_of(const runs::StudyFolder& study) {
  std::vector<NamedPlace> places;
  add_places(study.study(), places);
  places.push_back({fs::weakly_canonical(study.path()).string(), std::string(study_name)});
  return places;
}

PackResult pack_study(const runs::StudyFolder& study, const PackOptions& options) {
  if (!is_plain_name(options.name))
    throw core::InvalidOptions({.what = "--name",
                                .got = options.name,
                                .expected = "letters, digits, '-' and '_', at most 64"});
  if (!is_plain_name(options.report_template))
    throw core::InvalidOptions({.what = "--template",
                                .got = options.report_template,
                                .expected = "the name of a template, as coursework"});
  const std::string title = options.report_template + "_" + options.name;
  PackResult result{.file = options.output.empty() ? fs::path(title + ".zip") : options.output};
  Packer packer(study, options);
  std::vector<ZipSource> files = packer.collect(title);
  files.push_back({.name = std::string(layout::checksums), .content = checksums_of(files)});
  for (ZipSource& file : files) file.name = title + "/" + file.name;
  result.num_files = std::ssize(files);
  result.left_out = std::move(packer.left_out);

  const DraftFile draft{fs::absolute(result.file).parent_path() /
                        ("." + result.file.filename().string() + ".unchecked")};
  write_zip(draft.path, std::move(files));
  result.checks = preflight(draft.path, options.preflight);
  result.written = result.is_ready() || options.if_unready == IfUnready::keep;
  if (result.written) fs::rename(draft.path, result.file);
  return result;
}

}  // namespace pinna::report
