// A page of the worst mistakes, to listen to and look at.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "pinna/report/figure.h"
#include "pinna/report/findings.h"
#include "pinna/report/worst_errors.h"

namespace pinna::report {

/// What there is to hear and see of one clip; each part may be absent.
struct ClipIllustration {
  std::filesystem::path audio = {};
  std::filesystem::path evidence = {};               ///< a PNG that pinna runs explain drew
  std::optional<Figure> spectrogram = std::nullopt;  ///< drawn where there is no evidence
};

struct ErrorsPageOptions {
  std::map<std::string, ClipIllustration> clips = {};  ///< by clip id
  int64_t max_audio_bytes = int64_t{600} << 10;        ///< of one file; larger ones get no player
  int64_t max_page_bytes = int64_t{24} << 20;          ///< of sounds and pictures together
};

/// The file of an arm's page beside index.html: errors.html where there is one arm, otherwise
/// errors-ARM.html.
std::string errors_page_name(const Findings& findings, const ArmFindings& arm);

/// `errors` in their order, each with player, picture, three most probable classes, source
/// recording and how its other clips fared. What would make the page larger than max_page_bytes is
/// left out, and the page says so.
std::string errors_page(const Findings& findings, const ArmFindings& arm,
                        const std::vector<WorstError>& errors,
                        const ErrorsPageOptions& options = {});

}  // namespace pinna::report
