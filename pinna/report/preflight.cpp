#include "pinna/report/preflight.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/config.h"
#include "pinna/core/error.h"
#include "pinna/core/hash.h"
#include "pinna/report/discussion.h"
#include "pinna/report/notebook.h"
#include "pinna/report/pack_layout.h"
#include "pinna/report/submission.h"

namespace pinna::report {
namespace {

namespace fs = std::filesystem;

constexpr size_t most_named = 3;
constexpr std::string_view report_again = "pinna report STUDY --template coursework";
constexpr std::array<std::string_view, 10> audio_suffixes{".wav", ".flac", ".ogg",  ".mp3", ".m4a",
                                                          ".aif", ".aiff", ".opus", ".aac", ".w64"};

/// "a, b, c and 4 more"
std::string some_of(const std::vector<std::string>& names) {
  const size_t shown = std::min(names.size(), most_named);
  std::string text =
      plain_line(fmt::format("{}", fmt::join(names.begin(), names.begin() + shown, ", ")));
  if (shown < names.size()) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

std::string megabytes(int64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result)
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return result;
}

bool is_audio(std::string_view name) {
  const std::string suffix = lower(fs::path(name).extension().string());
  return std::find(audio_suffixes.begin(), audio_suffixes.end(), suffix) != audio_suffixes.end();
}

/// A check that has not been made yet.
PreflightCheck check(std::string name, std::string requirement, std::string mend) {
  return {.name = std::move(name), .requirement = std::move(requirement), .mend = std::move(mend)};
}
PreflightCheck pass(PreflightCheck check, std::string found) {
  check.passed = true;
  check.found = std::move(found);
  check.mend.clear();
  return check;
}
PreflightCheck fail(PreflightCheck check, std::string found) {
  check.found = std::move(found);
  return check;
}
PreflightCheck decide(PreflightCheck check, bool passed, std::string found) {
  return passed ? pass(std::move(check), std::move(found))
                : fail(std::move(check), std::move(found));
}

// The checks, in the order of the table.

PreflightCheck check_archive(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row =
      check("archive", "one folder, names that stay in it", "make the ZIP with pinna pack");
  if (!submission.zip.problems.empty()) return fail(row, some_of(submission.zip.problems));
  if (submission.zip.entries.empty()) return fail(row, "no files");
  if (submission.top.empty()) return fail(row, "files that lie in no common folder");
  return pass(row, fmt::format("{} files in {}", submission.zip.entries.size(),
                               plain_line(submission.top)));
}

PreflightCheck check_sizes(const Submission& submission, const PreflightOptions& options) {
  const PreflightCheck row =
      check("sizes",
            fmt::format("no file above {}, {} in all", megabytes(options.max_file_bytes),
                        megabytes(options.max_total_bytes)),
            "give a shorter recording or less code; data sets and networks stay at home");
  int64_t total = 0;
  std::vector<std::string> large;
  for (const ZipEntry& entry : submission.zip.entries) {
    total += entry.bytes;
    if (entry.bytes > options.max_file_bytes)
      large.push_back(
          fmt::format("{} has {}", submission.short_name(entry), megabytes(entry.bytes)));
  }
  if (!large.empty()) return fail(row, some_of(large));
  return decide(row, total <= options.max_total_bytes, megabytes(total) + " in all");
}

PreflightCheck check_sums(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row = check("checksums", "files are as SHA256SUMS says, if it is there",
                                   "change files in the study, then run pinna pack again");
  const std::string* sums = submission.content(layout::checksums);
  if (!sums) return pass(row, "no SHA256SUMS");
  constexpr size_t digits = 64;
  std::map<std::string, std::string> expected;
  std::istringstream lines(*sums);
  for (std::string line; std::getline(lines, line);)
    if (line.size() > digits + 2) expected[line.substr(digits + 2)] = line.substr(0, digits);
  std::vector<std::string> wrong;
  for (const ZipEntry& entry : submission.zip.entries) {
    const std::string name(submission.short_name(entry));
    if (name == layout::checksums || !entry.content) continue;
    const auto found = expected.find(name);
    if (found == expected.end() || found->second != core::sha256_hex(*entry.content))
      wrong.push_back(name);
  }
  for (const auto& [name, digest] : expected)
    if (!submission.find(name)) wrong.push_back(name);
  return wrong.empty() ? pass(row, fmt::format("{} agree", expected.size()))
                       : fail(row, "other content: " + some_of(wrong));
}

PreflightCheck check_report(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row = check("report", "report.pdf that can be read",
                                   fmt::format("{} with latexmk installed", report_again));
  if (!submission.pdf) return fail(row, submission.pdf_problem);
  const int64_t pages = submission.pdf->num_pages;
  return pass(row, fmt::format("{} page{}", pages, pages == 1 ? "" : "s"));
}

/// Nothing where the report has no limit.
std::optional<int64_t> word_limit(const Submission& submission, const PreflightOptions& options) {
  if (options.words) return options.words;
  const int64_t limit = submission.report.word_limit.value_or(default_word_limit);
  return limit > 0 ? std::optional(limit) : std::nullopt;
}

PreflightCheck check_words(const Submission& submission, const PreflightOptions& options) {
  const std::optional<int64_t> limit = word_limit(submission, options);
  const PreflightCheck row =
      check("words",
            limit ? fmt::format("at most {} words before the references of report.pdf", *limit)
                  : "no limit of words",
            fmt::format("shorten discussion.md, then {}", report_again));
  if (!submission.pdf) return fail(row, "no report to count");
  const int64_t words = count_words(submission.pdf->text);
  if (words == 0) return fail(row, "no words: is the PDF made of pictures?");
  return decide(row, !limit || words <= *limit, fmt::format("{} words", words));
}

std::string with_single_blanks(std::string_view text) {
  std::string joined;
  for (const char letter : text) {
    const bool is_blank = std::isspace(static_cast<unsigned char>(letter)) != 0;
    if (!is_blank) joined += letter;
    if (is_blank && !joined.empty() && joined.back() != ' ') joined += ' ';
  }
  return joined;
}

/// The headings of second level with nothing below them but comments.
std::vector<std::string> empty_fields(const std::string& discussion) {
  std::vector<std::pair<std::string, std::string>> fields;
  std::istringstream lines(discussion);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("## ")) {
      fields.emplace_back(line.substr(3), "");
    } else if (!fields.empty()) {
      fields.back().second += line + "\n";
    }
  }
  std::vector<std::string> empty;
  for (const auto& [name, text] : fields)
    if (is_blank(text)) empty.push_back(name);
  return empty;
}

PreflightCheck check_own_words(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row =
      check("own words", "every field of discussion.md is written and in report.pdf",
            fmt::format("write below the headings of discussion.md, then {}", report_again));
  const std::string* discussion = submission.content(layout::discussion);
  if (!discussion) return fail(row, "no discussion.md");
  const std::vector<std::string> empty = empty_fields(*discussion);
  if (!empty.empty()) return fail(row, "empty: " + some_of(empty));
  if (discussion->find(empty_field_mark) != std::string::npos)
    return fail(row, fmt::format("'{}' in discussion.md", empty_field_mark));
  if (!submission.pdf) return fail(row, "no report to look into");
  if (with_single_blanks(submission.pdf->text).find(empty_field_mark) != std::string::npos)
    return fail(row, fmt::format("'{}' in report.pdf", empty_field_mark));
  return pass(row, "nothing is left to write");
}

PreflightCheck check_notebook(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row =
      check("notebook", "notebook.ipynb, every code cell executed without error",
            "pinna study notebook STUDY -o notebook.ipynb, or run all cells in Jupyter and save");
  const ZipEntry* entry = submission.find(layout::notebook);
  if (!entry || !entry->content) return fail(row, entry ? "it is too large" : "no notebook.ipynb");
  try {
    const Notebook notebook = parse_notebook(*entry->content, std::string(layout::notebook));
    std::vector<std::string> problems;
    for (const CellProblem& problem : failed_cells(notebook))
      problems.push_back(fmt::format("cell {} ended with {}", problem.cell, problem.what));
    for (const CellProblem& problem : unexecuted_cells(notebook))
      problems.push_back(fmt::format("cell {} was never executed", problem.cell));
    if (!problems.empty()) return fail(row, some_of(problems));
    const auto count = std::count_if(notebook.cells.begin(), notebook.cells.end(),
                                     [](const auto& cell) { return cell.kind == CellKind::code; });
    return decide(row, count > 0, fmt::format("{} code cells", count));
  } catch (const core::BadData& error) {
    return fail(row, plain_line(error.what()));
  }
}

bool wants_case_study(const Submission& submission) {
  const std::string& kind = submission.report.report_template;
  return kind.empty() || kind == "coursework" ||
         !submission.below(layout::case_study_folder).empty();
}

PreflightCheck check_case_study(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row =
      check("case study", "the recording lies in case-study/",
            "pinna inspect FILE --run RUN ... -o DIR, then pinna pack --case DIR");
  if (!wants_case_study(submission)) return pass(row, "none asked for");
  std::vector<std::string> recordings;
  for (const ZipEntry* entry : submission.below(layout::case_study_folder))
    if (is_audio(entry->name) && entry->bytes > 0)
      recordings.push_back(
          fmt::format("{}, {}", submission.short_name(*entry), megabytes(entry->bytes)));
  return recordings.empty() ? fail(row, "no audio file") : pass(row, some_of(recordings));
}

/// The value of a line such as "- Licence: CC BY 4.0", or empty.
std::string stated(const std::string& text, std::string_view key) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::erase(line, '*');
    line.erase(0, line.find_first_not_of("-# \t"));
    if (!lower(line).starts_with(std::string(key) + ":")) continue;
    line.erase(0, key.size() + 1);
    line.erase(0, line.find_first_not_of(" \t"));
    line.erase(line.find_last_not_of(" \t\r") + 1);
    return line;
  }
  return "";
}

PreflightCheck check_attribution(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row =
      check("attribution", "case-study/ATTRIBUTION.md says who made the recording, and its licence",
            "pinna inspect with --author, --licence and --source");
  if (!wants_case_study(submission)) return pass(row, "none asked for");
  const std::string* text = submission.content(layout::attribution);
  if (!text) return fail(row, "no ATTRIBUTION.md");
  std::string licence = stated(*text, "licence");
  if (licence.empty()) licence = stated(*text, "license");
  static const std::set<std::string> none{"", "-", "?", "unknown", "none", "todo", "not stated"};
  if (none.contains(lower(licence))) return fail(row, "no licence");
  const std::string author = stated(*text, "author");
  if (none.contains(lower(author))) return fail(row, "no author");
  return pass(row, plain_line(fmt::format("{}, {}", author, licence)));
}

PreflightCheck check_recipes(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row = check("recipes", "study.toml and the recipes of its arms in recipes/",
                                   "make the ZIP with pinna pack from a finished study");
  std::vector<std::string> names;
  for (const ZipEntry* entry : submission.below(layout::recipes_folder)) {
    if (!entry->name.ends_with(".toml") || !entry->content) continue;
    try {
      core::parse_toml(*entry->content, entry->name);
      names.emplace_back(submission.short_name(*entry).substr(layout::recipes_folder.size()));
    } catch (const core::Error& error) {
      return fail(row, plain_line(error.what()));
    }
  }
  const bool has_study = std::find(names.begin(), names.end(), "study.toml") != names.end();
  if (!has_study) return fail(row, "no recipes/study.toml");
  return decide(row, names.size() > 1, fmt::format("{} recipes", names.size() - 1));
}

PreflightCheck check_code(const Submission& submission, const PreflightOptions&) {
  const PreflightCheck row = check("code", "own code in code/, or recipes",
                                   "pinna pack --code with the files that you wrote");
  const size_t count = submission.below(layout::code_folder).size();
  if (count > 0) return pass(row, fmt::format("{} file{}", count, count == 1 ? "" : "s"));
  return decide(row, !submission.below(layout::recipes_folder).empty(),
                "no code of its own: --code adds it");
}

/// PDFs are none, even those without a NUL: of the report the words are looked at.
bool is_text(std::string_view content) {
  return content.find('\0') == std::string_view::npos && !content.starts_with("%PDF-");
}

PreflightCheck check_machine(const Submission& submission, const PreflightOptions& options) {
  const PreflightCheck row =
      check("machine", "no absolute path, no name of user and host in text files",
            "write paths relative to the folder, as below <data>; run notebooks again");
  std::vector<std::string> traces;
  const auto look = [&](std::string_view name, const std::string& text) {
    for (const MachineTrace& trace : machine_traces(text, options.machine))
      traces.push_back(fmt::format("{}:{}: {}", name, trace.line, trace.text));
  };
  size_t texts = 0;
  for (const ZipEntry& entry : submission.zip.entries) {
    if (!entry.content || !is_text(*entry.content)) continue;
    ++texts;
    look(submission.short_name(entry), *entry.content);
  }
  if (submission.pdf) look(layout::report_pdf, submission.pdf->text);
  return traces.empty() ? pass(row, fmt::format("none in {} text files", texts))
                        : fail(row, some_of(traces));
}

}  // namespace

std::vector<PreflightCheck> preflight(const fs::path& zip, const PreflightOptions& options) {
  using Check = PreflightCheck (*)(const Submission&, const PreflightOptions&);
  constexpr std::array<Check, 12> checks{check_archive,  check_sizes,      check_sums,
                                         check_report,   check_words,      check_own_words,
                                         check_notebook, check_case_study, check_attribution,
                                         check_recipes,  check_code,       check_machine};
  const Submission submission = read_submission(
      zip, {.kept_file_bytes = options.max_file_bytes, .kept_bytes = 2 * options.max_total_bytes});
  std::vector<PreflightCheck> results;
  for (const Check made : checks) results.push_back(made(submission, options));
  return results;
}

}  // namespace pinna::report
