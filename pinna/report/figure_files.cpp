#include "pinna/report/figure_files.h"

#include <string>
#include <utility>

#include "pinna/core/files.h"
#include "pinna/report/class_bars.h"
#include "pinna/report/confusion_figure.h"
#include "pinna/report/forest_figure.h"
#include "pinna/report/learning_curves.h"
#include "pinna/report/reliability_figure.h"

namespace pinna::report {
namespace {

std::vector<std::pair<std::string, Figure>> figures_of(const ArmFindings& arm) {
  const metrics::ClassificationScores& pooled = arm.summary.pooled;
  std::vector<std::pair<std::string, Figure>> figures{
      {"confusion_matrix",
       confusion_figure(pooled.confusion, {.groups = known_groups(pooled.confusion.labels)})},
      {"class_bars", class_bars(pooled)},
      {"reliability", reliability_figure(metrics::measure_calibration(arm.predictions))}};
  const auto logs = logs_of(arm);
  if (!logs.empty()) figures.emplace_back("learning_curves", learning_curves(logs));
  return figures;
}

void write_formats(const std::string& name, const Figure& figure,
                   const std::filesystem::path& folder, std::vector<std::filesystem::path>& files) {
  for (const char* extension : {".png", ".svg", ".pdf"}) {
    files.push_back(folder / (name + extension));
    write_figure(figure, files.back());
  }
}

}  // namespace

std::vector<std::filesystem::path> write_figures(const Findings& findings,
                                                 const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const ArmFindings& arm : findings.arms) {
    const auto target = findings.arms.size() == 1 ? folder : folder / arm.summary.arm;
    core::make_folder(target);
    for (const auto& [name, figure] : figures_of(arm)) write_formats(name, figure, target, files);
  }
  if (findings.comparison)
    write_formats("differences", forest_figure(*findings.comparison), folder, files);
  return files;
}

}  // namespace pinna::report
