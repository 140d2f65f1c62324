#include <map>

#include <fmt/format.h>

#include "pinna/features/feature.h"
#include "pinna/features/feature_options.h"
#include "pinna/report/feature_conventions.h"
#include "pinna/report/feature_panel.h"
#include "pinna/report/input_statistics.h"
#include "pinna/report/paper_references.h"
#include "pinna/report/practical_paper.h"
#include "pinna/report/practical_sections.h"
#include "pinna/report/recipe_text.h"

namespace pinna::report {
namespace {

constexpr const char* f_choice = "Choice of features";
constexpr const char* f_pictures = "What the figures show";
constexpr const char* f_settings = "Effect of the settings";

PaperTable input_table(const Findings& findings) {
  PaperTable table{.name = "inputs",
                   .caption = "What the networks are given.",
                   .header = {"arm", "input"},
                   .text_columns = 2};
  for (const ArmFindings& arm : findings.arms)
    table.rows.push_back({arm.summary.arm, feature_text(recipe_of(arm).table("feature"))});
  return table;
}

/// Of the training clips of each arm's first run; without rows where no run stores them.
PaperTable statistics_table(const Findings& findings) {
  PaperTable table{.name = "statistics",
                   .caption =
                       "Values of the features before standardisation, over the training "
                       "clips of the first fold.",
                   .header = {"arm", "channel", "rows", "mean", "deviation"},
                   .text_columns = 2};
  for (const ArmFindings& arm : findings.arms) {
    const auto statistics = stored_statistics(arm.runs.front().model);
    const auto feature =
        features::make_feature(features::parse_feature(recipe_of(arm).table("feature")));
    if (statistics.num_bins() != feature->num_bins()) continue;
    const auto names = part_names(*feature);
    const auto spreads = spread_of_parts(statistics, std::ssize(names));
    for (size_t i = 0; i < names.size(); ++i) {
      const size_t colon = names[i].find(": ");
      table.rows.push_back(
          {arm.summary.arm,
           display_name(colon == std::string::npos ? names[i] : names[i].substr(colon + 2)),
           fmt::to_string(feature->num_bins() / std::ssize(names)),
           fmt::format("{:.3g}", spreads[i].mean), fmt::format("{:.3g}", spreads[i].deviation)});
      if (table.rows.back()[1].empty()) table.rows.back()[1] = "–";
    }
  }
  return table;
}

PaperSection preparation(const Findings& findings) {
  const core::ConfigTable recipe = recipe_of(findings.arms.front());
  return {.title = "Preparation",
          .blocks = {PaperText{fmt::format(
              "Files are mixed to one channel and resampled to the rate of the feature. Networks "
              "are given {}. Features are standardised row by row with mean and deviation of the "
              "training clips of the fold, never of tested ones. Augmentation, of training clips "
              "only: {}.",
              input_text(recipe), augmentation_text(recipe))}}};
}

PaperSection features_section(const Findings& findings, const PracticalMaterial& material) {
  const auto fields = feature_fields();
  PaperSection section{.title = "Features"};
  section.blocks.push_back(PaperText{
      "A window cuts frames out of the signal; the squared magnitudes of their Fourier transforms "
      "are summed in mel bands, which lie as pitch is heard, and taken in decibels (log-mel). The "
      "cosine transform of these separates envelope from detail (MFCC [@davis1980comparison]); "
      "chroma folds all octaves onto one. Definitions are those of librosa [@mcfee2015librosa]; "
      "[#tab:conventions] says with which settings."});
  section.blocks.push_back(input_table(findings));
  std::vector<core::ConfigTable> features;
  for (const ArmFindings& arm : findings.arms) features.push_back(recipe_of(arm).table("feature"));
  section.blocks.push_back(convention_table(features));
  section.blocks.push_back(author_field(fields, f_choice, material.discussion));
  return section;
}

/// What each figure is there for.
std::string pointers(const PracticalMaterial& material) {
  static const std::map<std::string, const char*> purposes{
      {"example", "one clip as every feature has it"},
      {"window", "what the window does to a frame and its spectrum"},
      {"bank", "the bands"},
      {"classes", "clips of the classes side by side"}};
  std::string text;
  for (const PaperFigure& figure : material.feature_figures)
    if (const auto purpose = purposes.find(figure.name); purpose != purposes.end())
      text += fmt::format("{}[#fig:{}] shows {}", text.empty() ? "" : "; ", figure.name,
                          purpose->second);
  return text + ".";
}

PaperSection pictures(const Findings& findings, const PracticalMaterial& material) {
  const auto fields = feature_fields();
  PaperSection section{.title = "What they look like"};
  if (!material.feature_figures.empty()) section.blocks.push_back(PaperText{pointers(material)});
  for (const PaperFigure& figure : material.feature_figures) section.blocks.push_back(figure);
  PaperTable statistics = statistics_table(findings);
  if (!statistics.rows.empty()) section.blocks.push_back(std::move(statistics));
  section.blocks.push_back(author_field(fields, f_pictures, material.discussion));
  section.blocks.push_back(author_field(fields, f_settings, material.discussion));
  return section;
}

}  // namespace

std::vector<AuthorField> feature_fields() {
  return {
      {f_choice, "Which features did you choose, and why do they suit these sounds?", 180},
      {f_pictures, "Which classes can you tell apart in the figures, and by what?", 150},
      {f_settings,
       "What would a longer window, another hop or more bands show, and what would be lost?", 120}};
}

Paper feature_paper(const Findings& findings, const PracticalMaterial& material) {
  return {.title = material.title.empty() ? "Environmental sounds, part 1: feature extraction"
                                          : material.title,
          .author = material.author,
          .sections = {data_section(material), preparation(findings),
                       features_section(findings, material), pictures(findings, material)},
          .references = known_references(material.own_references)};
}

}  // namespace pinna::report
