// Which classes are taken for which.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pinna/metrics/classification.h"
#include "pinna/report/class_group.h"
#include "pinna/report/figure.h"

namespace pinna::report {

enum class CellValue { counts, row_per_cent };
enum class ClassOrder {
  given,      ///< as in the labels
  by_recall,  ///< the best recognised first
};

struct ConfusionFigureOptions {
  CellValue cells = CellValue::row_per_cent;
  ClassOrder order = ClassOrder::given;  ///< within groups where there are any
  /// Classes that belong together are put together, framed and named; empty: no groups.
  std::vector<ClassGroup> groups = {};
};

/// Truth downward, prediction to the right, a number in every cell that is not zero; the colour
/// grows with its square root, so that rare confusions show. Readable up to about 60 classes.
/// InvalidOptions if groups do not hold every class exactly once.
Figure confusion_figure(const metrics::ConfusionMatrix& confusion,
                        const ConfusionFigureOptions& options = {});

}  // namespace pinna::report
