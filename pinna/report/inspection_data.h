// What the script of a case study's page is given.
#pragma once

#include <string>
#include <vector>

#include "pinna/report/feature_panel.h"
#include "pinna/report/lane_labels.h"
#include "pinna/runs/inspection.h"

namespace pinna::report {

/// JSON, safe within <script>: seconds, labels, reference and views with events as [onset, offset,
/// label], and disagreements. Spectrogram and scores are base64 of one byte a value: rows from low
/// to high frequencies from the lowest to the highest shown value; labels by frames from 0 to 1.
/// Where there are more frames than a page should hold, neighbours are merged to the largest.
std::string inspection_data(const runs::Inspection& inspection,
                            const std::vector<runs::Disagreement>& disagreements,
                            const FeaturePanel& spectrogram, const LaneLabels& labels);

}  // namespace pinna::report
