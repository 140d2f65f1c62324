#include "pinna/report/paper.h"

namespace pinna::report {

std::vector<PaperField> fields_of(const Paper& paper) {
  std::vector<PaperField> fields;
  for (const PaperSection& section : paper.sections)
    for (const PaperBlock& block : section.blocks)
      if (const auto* field = std::get_if<PaperField>(&block)) fields.push_back(*field);
  return fields;
}

}  // namespace pinna::report
