#include "pinna/features/analysis_spectrum.h"

#include <variant>

namespace pinna::features {
namespace {

// Options include one another as members of these names.
template <class Options>
const SpectrumOptions* spectrum_of(const Options& options) {
  if constexpr (requires { options.spectrum; })
    return &options.spectrum;
  else if constexpr (requires { options.hpss; })
    return spectrum_of(options.hpss);
  else if constexpr (requires { options.mel; })
    return spectrum_of(options.mel);
  else if constexpr (requires { options.log_mel; })
    return spectrum_of(options.log_mel);
  else if constexpr (requires { options.onset; })
    return spectrum_of(options.onset);
  else
    return nullptr;
}

}  // namespace

std::optional<SpectrumOptions> analysis_spectrum(const FeatureOptions& options) {
  const auto* spectrum =
      std::visit([](const auto& chosen) { return spectrum_of(chosen); }, options);
  if (!spectrum) return std::nullopt;
  return resolved(*spectrum);
}

}  // namespace pinna::features
