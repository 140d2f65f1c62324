#include "pinna/features/filter_bank.h"

#include <type_traits>
#include <variant>

namespace pinna::features {
namespace {

// Options include one another as members of these names.
template <class Options>
const MelOptions* mel_of(const Options& options) {
  if constexpr (std::is_same_v<Options, MelOptions>)
    return &options;
  else if constexpr (requires { options.mel; })
    return mel_of(options.mel);
  else if constexpr (requires { options.log_mel; })
    return mel_of(options.log_mel);
  else if constexpr (requires { options.onset; })
    return mel_of(options.onset);
  else
    return nullptr;
}

template <class Options>
const SpectrumOptions* spectrum_of(const Options& options) {
  if constexpr (requires { options.spectrum; })
    return &options.spectrum;
  else if constexpr (requires { options.hpss; })
    return spectrum_of(options.hpss);
  else if (const MelOptions* mel = mel_of(options))
    return &mel->spectrum;
  else
    return nullptr;
}

}  // namespace

std::optional<FilterBank> filter_bank(const FeatureOptions& options) {
  const MelOptions* mel = std::visit([](const auto& chosen) { return mel_of(chosen); }, options);
  if (!mel) return std::nullopt;
  const MelOptions complete = resolved(*mel);
  return FilterBank{.bands = mel_bank(complete), .spectrum = complete.spectrum};
}

std::optional<SpectrumOptions> analysis_spectrum(const FeatureOptions& options) {
  const auto* spectrum =
      std::visit([](const auto& chosen) { return spectrum_of(chosen); }, options);
  if (!spectrum) return std::nullopt;
  return resolved(*spectrum);
}

}  // namespace pinna::features
