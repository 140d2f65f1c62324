#include "pinna/report/submission.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/core/json_text.h"
#include "pinna/core/temporary_folder.h"
#include "pinna/core/utf8.h"
#include "pinna/report/machine_paths.h"
#include "pinna/report/pack_layout.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr size_t longest_line = 160;

/// The folder with its slash that all entries lie in, or empty.
std::string common_folder(const ZipContent& zip) {
  if (zip.entries.empty()) return "";
  const std::string& first = zip.entries.front().name;
  const std::string folder = first.substr(0, first.find('/') + 1);
  const auto lies_in_it = [&](const ZipEntry& entry) { return entry.name.starts_with(folder); };
  return std::all_of(zip.entries.begin(), zip.entries.end(), lies_in_it) ? folder : "";
}

/// Of a damaged record nothing is known.
ReportFacts facts_of(const std::string& text) {
  ReportFacts facts;
  try {
    const auto json = core::parse_json(text, std::string(layout::report_json));
    if (!json.is_object()) return facts;
    if (const auto found = json.find("template"); found != json.end() && found->is_string())
      facts.report_template = found->get<std::string>();
    if (json.contains("word_limit"))
      facts.word_limit = core::whole_number(json, "word_limit", std::string(layout::report_json));
  } catch (const core::BadData&) {
  }
  return facts;
}

void read_report(Submission& submission) {
  if (const std::string* json = submission.content(layout::report_json))
    submission.report = facts_of(*json);
  const std::string* bytes = submission.content(layout::report_pdf);
  submission.pdf_problem =
      submission.find(layout::report_pdf) ? "report.pdf is too large" : "no report.pdf";
  if (!bytes) return;
  const core::TemporaryFolder folder;
  const fs::path file = folder / layout::report_pdf;
  core::write_file_atomically(file, *bytes);
  try {
    submission.pdf = read_pdf(file);
  } catch (const core::Error& error) {
    const core::ErrorParts& parts = error.parts();
    submission.pdf_problem =
        plain_line(core::format_error({.what = parts.what, .got = parts.got, .fix = parts.fix}));
  }
}

}  // namespace

const ZipEntry* Submission::find(std::string_view name) const {
  return zip.find(top + std::string(name));
}

const std::string* Submission::content(std::string_view name) const {
  const ZipEntry* entry = find(name);
  return entry && entry->content ? &*entry->content : nullptr;
}

std::vector<const ZipEntry*> Submission::below(std::string_view folder) const {
  std::vector<const ZipEntry*> found;
  for (const ZipEntry& entry : zip.entries)
    if (entry.name.starts_with(top + std::string(folder))) found.push_back(&entry);
  return found;
}

std::string_view Submission::short_name(const ZipEntry& entry) const {
  return std::string_view(entry.name).substr(top.size());
}

Submission read_submission(const fs::path& zip, const ZipLimits& limits) {
  Submission submission{.zip = read_zip(zip, limits)};
  submission.top = common_folder(submission.zip);
  read_report(submission);
  return submission;
}

std::string plain_line(std::string_view text) {
  std::string line = core::valid_utf8(text.substr(0, longest_line));
  for (char& letter : line)
    if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F) letter = ' ';
  return text.size() > longest_line ? line + "..." : line;
}

}  // namespace pinna::report
