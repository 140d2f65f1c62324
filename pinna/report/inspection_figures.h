// Figures of a case study: the recording's spectrogram above what everyone hears in it.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/feature_panel.h"
#include "pinna/report/figure.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

struct NamedFigure {
  std::string name = "";  ///< of its file, without extension
  Figure figure = {};
};

/// The whole recording: "overview", or where there are more views than a figure takes "overview-1"
/// and so on, each with the reference; "scores-VIEW" of each view with its scores as ribbons.
std::vector<NamedFigure> inspection_figures(const FeaturePanel& spectrogram,
                                            const runs::Inspection& inspection);

/// The pages of a recording that is too long for one picture: of a minute each, or of more minutes
/// where there would be more than 30 pages. None up to 90 s.
std::vector<ValueRange> inspection_pages(double seconds);

/// A part of the recording: "page-NUMBER", or "page-NUMBER-1" and so on as above. `spectrogram`:
/// of that part at least.
std::vector<NamedFigure> inspection_page_figures(const FeaturePanel& spectrogram,
                                                 const runs::Inspection& inspection,
                                                 const ValueRange& seconds, size_t number);

}  // namespace pinna::report
