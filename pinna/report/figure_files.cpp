#include "pinna/report/figure_files.h"

#include <string>
#include <utility>

#include "pinna/core/files.h"
#include "pinna/report/class_bars.h"
#include "pinna/report/confusion_figure.h"
#include "pinna/report/learning_curves.h"

namespace pinna::report {
namespace {

std::vector<std::pair<std::string, Figure>> figures_of(const ArmFindings& arm) {
  const metrics::ClassificationScores& pooled = arm.summary.pooled;
  std::vector<std::pair<std::string, Figure>> figures{
      {"confusion_matrix",
       confusion_figure(pooled.confusion, {.groups = known_groups(pooled.confusion.labels)})},
      {"class_bars", class_bars(pooled)}};
  const auto logs = logs_of(arm);
  if (!logs.empty()) figures.emplace_back("learning_curves", learning_curves(logs));
  return figures;
}

}  // namespace

std::vector<std::filesystem::path> write_figures(const Findings& findings,
                                                 const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const ArmFindings& arm : findings.arms) {
    const auto target = findings.arms.size() == 1 ? folder : folder / arm.summary.arm;
    core::make_folder(target);
    for (const auto& [name, figure] : figures_of(arm))
      for (const char* extension : {".png", ".svg", ".pdf"}) {
        files.push_back(target / (name + extension));
        write_figure(figure, files.back());
      }
  }
  return files;
}

}  // namespace pinna::report
