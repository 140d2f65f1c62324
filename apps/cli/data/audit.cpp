// pinna data audit ROOT
#include "pinna/data/audit.h"

#include <algorithm>
#include <memory>
#include <string>

#include "apps/cli/commands.h"
#include "apps/cli/data/dataset_arguments.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"
#include "pinna/core/text_table.h"

namespace pinna::cli {
namespace {

constexpr size_t most_clips_shown = 5;

/// The sentence, the first clips that it concerns and what to do.
std::string paragraph(const data::Finding& finding) {
  std::string text = fmt::format("{} ({}): {}\n", core::enum_name(finding.severity),
                                 core::enum_name(finding.kind), finding.sentence);
  if (!finding.clips.empty()) {
    const size_t shown = std::min(finding.clips.size(), most_clips_shown);
    text += fmt::format(
        "  clips: {}{}\n", fmt::join(finding.clips.begin(), finding.clips.begin() + shown, ", "),
        shown < finding.clips.size() ? fmt::format(" and {} more", finding.clips.size() - shown)
                                     : "");
  }
  if (!finding.fix.empty()) text += fmt::format("  {}\n", finding.fix);
  return text;
}

std::string class_table(const data::AuditReport& report) {
  using core::Align;
  core::TextTable table({{"class"},
                         {"clips", Align::right},
                         {"sound [s]", Align::right},
                         {"zeros [%]", Align::right},
                         {"clipped", Align::right},
                         {"95 % below [Hz]", Align::right},
                         {"99 % below [Hz]", Align::right},
                         {"occupied to [Hz]", Align::right}});
  for (const data::ClassAudit& row : report.classes)
    table.add_row(
        {row.label, fmt::format("{}", row.num_clips), fmt::format("{:.2f}", row.active_seconds),
         fmt::format("{:.1f}", 100 * row.zero_share), fmt::format("{}", row.clipped_clips),
         fmt::format("{:.0f}", row.energy_95_hz), fmt::format("{:.0f}", row.energy_99_hz),
         fmt::format("{:.0f}", row.occupied_hz)});
  return table.to_string();
}

struct Arguments {
  DatasetArguments dataset;
  bool unsafe = false;
};

void audit(const Arguments& arguments, Console& console) {
  const data::AuditReport report = data::audit(read_dataset(arguments.dataset));
  const bool is_unsafe = report.has_errors() && arguments.unsafe;
  std::string text = class_table(report) + "\n";
  if (is_unsafe)
    text += "UNSAFE: the errors below are accepted; results on this data cannot be trusted\n";
  for (const data::Finding& finding : report.findings) text += paragraph(finding);
  if (report.findings.empty()) text += "nothing found\n";
  nlohmann::ordered_json body = data::to_json(report);
  body["unsafe"] = is_unsafe;
  console.report("data.audit", body, text);
  if (report.has_errors() && !arguments.unsafe)
    throw core::CheckFailed(
        {.what = "audit of " + report.dataset,
         .got = "findings of severity error",
         .expected = "none",
         .where = arguments.dataset.root,
         .fix = "what the findings say; results on this data cannot be trusted before"});
}

Action configure(CLI::App& app) {
  auto arguments = std::make_shared<Arguments>();
  add_dataset_arguments(app, arguments->dataset);
  app.add_flag("--unsafe", arguments->unsafe, "succeed in spite of errors; the output says so");
  return [arguments](Console& console) { audit(*arguments, console); };
}

}  // namespace

Command data_audit_command() {
  return {
      {"data audit", "Looks for leaks between folds, duplicates, silence, clipping, band limits",
       "pinna data audit ESC-50-master"},
      configure};
}

}  // namespace pinna::cli
