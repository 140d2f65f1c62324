#include "pinna/study/train_combination.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"
#include "pinna/evaluation/tune_decoding.h"
#include "pinna/evaluation/window_detector.h"
#include "pinna/evaluation/window_tagger.h"
#include "pinna/models/compat.h"

namespace pinna::study {
namespace {

std::string replaced(std::string text, const std::string& word, const std::string& by) {
  for (size_t place = text.find(word); place != std::string::npos;
       place = text.find(word, place + by.size()))
    text.replace(place, word.size(), by);
  return text;
}

/// The finished run at the place that a pattern with {fold} and {seed} names.
runs::RunFolder open_part(const std::string& pattern, const Recipe& recipe) {
  auto part =
      runs::RunFolder::open(replaced(replaced(pattern, "{fold}", fmt::to_string(recipe.fold)),
                                     "{seed}", fmt::to_string(recipe.seed)));
  if (part.status() != runs::RunStatus::done)
    throw core::MissingInput({.what = "a run to combine",
                              .got = "one that is not trained to its end",
                              .where = part.path().string(),
                              .fix = "continue it with pinna train --resume"});
  return part;
}

/// A network that was tested on another fold was trained on this one's test sources.
void require_same_fold(const runs::RunFolder& part, const Recipe& recipe) {
  const int64_t fold = parse_recipe(part.recipe()).fold;
  if (fold != recipe.fold)
    throw core::InvalidOptions({.what = "a run to combine",
                                .got = fmt::format("one that holds out fold {}", fold),
                                .expected = fmt::format("one that holds out fold {}", recipe.fold),
                                .where = part.path().string(),
                                .fix = "write {fold} in its path"});
}

void require_same_labels(std::vector<std::string> labels, std::vector<std::string> wanted,
                         const std::string& where) {
  std::sort(labels.begin(), labels.end());
  std::sort(wanted.begin(), wanted.end());
  if (labels != wanted)
    throw core::InvalidOptions({.what = "classes of a run to combine",
                                .got = fmt::format("{}", fmt::join(labels, ", ")),
                                .expected = fmt::format("{}", fmt::join(wanted, ", ")),
                                .where = where});
}

struct Combine {
  const runs::RunFolder& run;
  const Recipe& recipe;
  const RunData& data;

  void operator()(const NoCombination&) const {}

  void operator()(const WindowCombination& options) const {
    const runs::RunFolder tagger = open_part(options.tagger, recipe);
    require_same_fold(tagger, recipe);
    evaluation::WindowDetector detector{
        .classifier = evaluation::load_classifier(tagger.model_path()), .windows = options.windows};
    const std::vector<std::string>& labels = detector.classifier.labels;
    require_same_labels(labels, data.table.labels, tagger.path().string());
    const metrics::ScoreTable scores = evaluation::tag_scenes(detector.classifier, options.windows,
                                                              data.table, data.split.validation);
    detector.decoding = evaluation::tune_decoding(scores, data.events, labels);
    evaluation::save_window_detector(detector, run.model_path());
  }
};

}  // namespace

void train_combination(const runs::RunFolder& run, const Recipe& recipe, const RunData& data,
                       const training::FitHooks&, const OnWarning&) {
  models::use_threads(static_cast<int>(run.environment().threads));
  std::visit(Combine{run, recipe, data}, recipe.combine);
}

}  // namespace pinna::study
