#include "pinna/report/source_section.h"

#include <fmt/format.h>

#include "pinna/metrics/source_scores.h"
#include "pinna/report/figure.h"
#include "pinna/report/html_text.h"

namespace pinna::report {
namespace {

constexpr size_t max_sources = 60;

/// Predictions, where one clip has several.
const char* unit_of(const metrics::SourceBreakdown& breakdown) {
  for (const metrics::SourceScores& source : breakdown.sources)
    if (source.predictions > source.clips) return "Wrong predictions";
  return "Errors";
}

std::string sentence(const metrics::SourceBreakdown& all) {
  return fmt::format(
      "<p>{}: {}, from {} of {} source recordings, half of them from {}. Recordings of which "
      "nothing is recognised: {}. With every recording counted once, whatever its number of clips, "
      "accuracy is {}.</p>\n",
      unit_of(all), all.errors, all.with_errors, all.sources.size(), all.behind_half, all.failing,
      per_cent(all.mean_accuracy));
}

std::string class_table(const metrics::ClipPredictions& predictions) {
  HtmlTable table{.header = {"class", "recordings", "all right", "partly", "none right", "errors",
                             "accuracy by recording"}};
  for (int64_t target = 0; target < predictions.num_classes(); ++target) {
    const auto sources = metrics::by_source(predictions, target);
    if (sources.sources.empty()) continue;
    table.rows.push_back({escape(display_name(predictions.labels[static_cast<size_t>(target)])),
                          fmt::to_string(sources.sources.size()),
                          fmt::to_string(std::ssize(sources.sources) - sources.with_errors),
                          fmt::to_string(sources.with_errors - sources.failing),
                          fmt::to_string(sources.failing), fmt::to_string(sources.errors),
                          per_cent(sources.mean_accuracy)});
  }
  return table.to_html();
}

std::string source_table(const metrics::ClipPredictions& predictions,
                         const metrics::SourceBreakdown& all) {
  HtmlTable table{.header = {"recording", "class", "clips", "errors", "accuracy"},
                  .text_columns = 2};
  for (const metrics::SourceScores& source : all.sources) {
    if (source.errors() == 0 || table.rows.size() == max_sources) break;
    table.rows.push_back(
        {escape(source.source),
         escape(display_name(predictions.labels[static_cast<size_t>(source.target)])),
         fmt::to_string(source.clips), fmt::to_string(source.errors()),
         per_cent(source.accuracy())});
  }
  if (table.rows.empty()) return "";
  return details(fmt::format("The {} recordings with most errors", table.rows.size()),
                 table.to_html());
}

}  // namespace

std::string source_section(const metrics::ClipPredictions& predictions) {
  if (predictions.groups.empty()) return "";
  const metrics::SourceBreakdown all = metrics::by_source(predictions);
  int64_t clips = 0;
  for (const metrics::SourceScores& source : all.sources) clips += source.clips;
  if (clips == std::ssize(all.sources)) return "";
  return "<h2>Source recordings</h2>\n" + sentence(all) + class_table(predictions) +
         source_table(predictions, all);
}

}  // namespace pinna::report
