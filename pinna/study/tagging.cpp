#include "pinna/study/tagging.h"

#include <memory>
#include <string_view>
#include <variant>

#include "pinna/evaluation/classifier.h"
#include "pinna/study/parts.h"

namespace pinna::study {
namespace {

evaluation::Tagging tagging_by(const Recipe& recipe, std::string_view key,
                               const evaluation::TagOptions& options,
                               const std::filesystem::path& run) {
  evaluation::Tagging tagging{.options = options};
  if (options.source == evaluation::TagSource::reference) return tagging;
  const Part part = part_of(recipe, key);
  tagging.classifier = std::make_shared<evaluation::Classifier>(
      evaluation::load_classifier(network_of(part, open_part(part, recipe, run))));
  return tagging;
}

}  // namespace

std::optional<evaluation::Tagging> tagging_of(const Recipe& recipe,
                                              const std::filesystem::path& run) {
  if (const auto* gate = std::get_if<GateCombination>(&recipe.combine))
    return tagging_by(recipe, "combine.tagger", gate->tags, run);
  if (const auto* stack = std::get_if<StackCombination>(&recipe.combine);
      stack && !stack->tagger.empty())
    return tagging_by(recipe, "combine.tagger", stack->tags, run);
  if (is_told_tags(recipe))
    return tagging_by(recipe, "condition.tagger", recipe.condition.tags, run);
  return std::nullopt;
}

}  // namespace pinna::study
