// One page about a study or a run: everything inside one HTML file, nothing from the network.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "pinna/report/figure.h"
#include "pinna/report/findings.h"

namespace pinna::report {

/// A further figure, with its caption as plain text.
struct CaptionedFigure {
  Figure figure = {};
  std::string caption = "";
};

struct HtmlReportOptions {
  /// Clip id -> file: the most surprising mistakes among them get a player on the page.
  std::map<std::string, std::filesystem::path> clip_audio = {};
  int64_t max_players = 6;
  int64_t max_audio_bytes = int64_t{600} << 10;  ///< of one file; larger ones get no player
  std::vector<CaptionedFigure> figures = {};     ///< put before the configuration
};

/// Headline numbers with intervals, how they came about, differences between arms with what they
/// prove, tables by fold and class, learning curves, confusions, misclassified clips, calibration,
/// configuration and environment. Readable in light and dark and
/// in print; all text escaped. Figures are left out with a line of explanation where gnuplot is
/// absent.
std::string html_report(const Findings& findings, const HtmlReportOptions& options = {});

}  // namespace pinna::report
