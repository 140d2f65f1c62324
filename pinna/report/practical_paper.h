// The two parts of a practical's report: which features, and how well a network classifies by them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/discussion.h"
#include "pinna/report/findings.h"
#include "pinna/report/html_report.h"
#include "pinna/report/paper.h"

namespace pinna::report {

/// The dataset as it lies now.
struct DatasetFacts {
  std::string name = "";
  std::string licence = "";  ///< as the dataset states it
  int64_t num_clips = 0;
  int64_t num_classes = 0;
  int64_t num_folds = 0;
  int64_t num_sources = 0;
  double total_seconds = 0;
  std::string formats = "";  ///< "ogg vorbis, 44100 Hz, one channel"
  std::vector<std::string> warnings = {};
  /// Sentences of `pinna data audit` that are more than notes; empty optional: it was not audited.
  std::optional<std::vector<std::string>> audit = std::nullopt;
};

struct PracticalMaterial {
  std::string author = "";
  std::string title = "";  ///< empty: the template's
  Discussion discussion = {};
  std::optional<DatasetFacts> dataset = std::nullopt;  ///< where it could be read
  std::vector<PaperFigure> feature_figures = {};       ///< of example clips, in their order
  Shortcuts shortcuts = {};
  std::vector<Reference> own_references = {};
};

std::vector<AuthorField> feature_fields();         ///< of part 1
std::vector<AuthorField> classification_fields();  ///< of part 2

/// Part 1, feature extraction: data, preparation, features and what they look like.
Paper feature_paper(const Findings& findings, const PracticalMaterial& material);
/// Part 2, classification: network, protocol, results, comparison, limits.
Paper classification_paper(const Findings& findings, const PracticalMaterial& material);

}  // namespace pinna::report
