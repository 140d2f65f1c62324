#include "pinna/report/html_report.h"

#include <algorithm>

#include <fmt/format.h>

#include "pinna/report/arm_section.h"
#include "pinna/report/comparison_section.h"
#include "pinna/report/html_page.h"
#include "pinna/report/html_text.h"
#include "pinna/report/inline_figure.h"
#include "pinna/report/protocol_text.h"

namespace pinna::report {
namespace {

std::string paragraphs(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    html += fmt::format("<p>{}</p>\n", escape(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return html;
}

std::string subtitle(const Findings& findings) {
  const runs::Protocol& protocol = findings.arms.front().runs.front().scores->protocol;
  int64_t num_runs = 0;
  for (const ArmFindings& arm : findings.arms) num_runs += static_cast<int64_t>(arm.runs.size());
  return fmt::format("<p class=\"subtitle\">{}{} · {} evaluated run{} · started {}</p>\n",
                     escape(protocol.dataset),
                     protocol.licence.empty() ? "" : " (" + escape(protocol.licence) + ")",
                     num_runs, num_runs == 1 ? "" : "s", escape(findings.environment.started));
}

std::string warnings(const Findings& findings) {
  std::string html;
  for (const std::string& reason : unsafe_reasons(findings))
    html += fmt::format("<p class=\"alarm\">Unsafe: do not trust these numbers. {}.</p>\n",
                        escape(reason));
  for (const RunFindings& run : findings.unevaluated) {
    const runs::RunKey& key = run.result.key;
    html +=
        fmt::format("<p class=\"alarm\">Not in these numbers: {}, fold {}, seed {} ({}{}).</p>\n",
                    escape(key.arm), key.fold, key.seed, runs::status_name(run.result.status),
                    run.failure.empty() ? "" : ": " + escape(run.failure));
  }
  return html;
}

std::string arm_table(const Findings& findings) {
  HtmlTable table{.header = {"arm", "folds", "mean accuracy", "sd", "pooled accuracy",
                             "interval (Wilson)", "macro F1"}};
  for (const ArmFindings& arm : findings.arms) {
    const runs::ArmSummary& summary = arm.summary;
    table.rows.push_back(
        {escape(summary.arm), fmt::to_string(summary.num_folds), per_cent(summary.accuracy.mean),
         summary.accuracy.deviation ? fmt::format("{:.1f}", 100 * *summary.accuracy.deviation) : "",
         per_cent(summary.pooled.accuracy),
         per_cent_range(summary.pooled.accuracy_interval.low,
                        summary.pooled.accuracy_interval.high),
         fmt::format("{:.3f}", summary.pooled.macro.f1)});
  }
  return table.to_html();
}

/// Seeds averaged, apart from the numbers of single networks; empty where no arm has several.
std::string ensemble_part(const Findings& findings) {
  HtmlTable table{
      .header = {"arm", "networks averaged", "accuracy", "interval (Wilson)", "macro F1"}};
  for (const ArmFindings& arm : findings.arms) {
    const auto& ensemble = arm.summary.ensemble;
    if (!ensemble) continue;
    table.rows.push_back(
        {escape(arm.summary.arm), fmt::to_string(arm.summary.num_seeds),
         per_cent(ensemble->accuracy),
         per_cent_range(ensemble->accuracy_interval.low, ensemble->accuracy_interval.high),
         fmt::format("{:.3f}", ensemble->macro.f1)});
  }
  if (table.rows.empty()) return "";
  return "<h2>Ensembles of seeds</h2>\n<p>Not single models: of every fold the probabilities of "
         "all "
         "seeds are averaged. No other number on this page does that.</p>\n" +
         table.to_html();
}

/// The network's accuracy beside what needs no hearing.
std::string shortcut_part(const Findings& findings, const Shortcuts& shortcuts) {
  if (shortcuts.lines.empty()) return "";
  HtmlTable table{.header = {"classifier", "accuracy", "interval (Wilson)"}};
  for (const ArmFindings& arm : findings.arms) {
    const metrics::ClassificationScores& pooled = arm.summary.pooled;
    table.rows.push_back(
        {"the network" + (findings.arms.size() > 1 ? " " + escape(arm.summary.arm) : ""),
         per_cent(pooled.accuracy),
         per_cent_range(pooled.accuracy_interval.low, pooled.accuracy_interval.high)});
  }
  for (const ShortcutLine& line : shortcuts.lines)
    table.rows.push_back({"one that knows only " + escape(line.knows), per_cent(line.accuracy),
                          per_cent_range(line.interval.low, line.interval.high)});
  table.rows.push_back({"always the most frequent class", per_cent(shortcuts.chance), ""});
  return "<h2>Beside shortcuts</h2>\n<p>What is known below follows from how clips were recorded, "
         "cut and coded, and is learned from the same folds: accuracy up to it needs no "
         "hearing.</p>\n" +
         table.to_html();
}

std::string results(const Findings& findings, const HtmlReportOptions& options) {
  const std::string protocol = "<h2>How these numbers came about</h2>\n" +
                               paragraphs(protocol_text(findings)) + ensemble_part(findings) +
                               shortcut_part(findings, options.shortcuts);
  if (findings.arms.size() == 1)
    return headline_tiles(findings.arms.front().summary) + protocol +
           arm_section(findings.arms.front(), "arm0", options);
  std::string html = arm_table(findings) + comparison_section(findings) + protocol;
  for (size_t i = 0; i < findings.arms.size(); ++i)
    html += fmt::format("<h1>{}</h1>\n", escape(findings.arms[i].summary.arm)) +
            headline_tiles(findings.arms[i].summary) +
            arm_section(findings.arms[i], fmt::format("arm{}", i), options);
  return html;
}

std::string further_figures(const HtmlReportOptions& options) {
  std::string html;
  for (size_t i = 0; i < options.figures.size(); ++i)
    html += inline_figure(options.figures[i].figure, fmt::format("figure{}", i),
                          escape(options.figures[i].caption));
  return html.empty() ? "" : "<h2>What the network sees</h2>\n" + html;
}

std::string environment_table(const runs::Environment& environment) {
  HtmlTable table{.header = {"", ""}, .text_columns = 2};
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) table.rows.push_back({escape(name), escape(value)});
  };
  for (const auto& [name, version] : environment.versions) add(name, version);
  add("system", environment.system);
  add("processor", environment.cpu);
  add("processors, threads used",
      fmt::format("{}, {}", environment.processors, environment.threads));
  add("build", environment.build_type);
  add("git commit", environment.git_commit);
  add("hash of the data", environment.data_hash);
  return table.to_html();
}

}  // namespace

std::string html_report(const Findings& findings, const HtmlReportOptions& options) {
  const std::string body =
      fmt::format("<h1>{}</h1>\n", escape(display_name(findings.title))) + subtitle(findings) +
      warnings(findings) + results(findings, options) + further_figures(options) +
      "<h2>Configuration</h2>\n" +
      details("Resolved recipe (TOML)",
              fmt::format("<pre>{}</pre>\n", escape(core::to_toml(findings.recipe)))) +
      "<h2>Environment</h2>\n" + environment_table(findings.environment);
  return html_page(findings.title, body);
}

}  // namespace pinna::report
