#include "pinna/features/named_stacks.h"

#include <array>
#include <bit>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace pinna::features {
namespace {

using Settings = std::vector<std::pair<std::string_view, core::ConfigValue>>;

core::ConfigTable table_of(const Settings& settings) {
  core::ConfigTable table;
  for (const auto& [key, value] : settings) table.set(key, value);
  return table;
}

core::ConfigValue text(std::string_view word) {
  return {std::string(word)};
}
core::ConfigValue number(int64_t value) {
  return {value};
}

core::ConfigValue channel(std::string_view type, const Settings& settings = {}) {
  return {merged(table_of({{"type", text(type)}}), table_of(settings))};
}

core::ConfigTable stack_of(core::ConfigArray channels, const Settings& shared = {}) {
  return merged(table_of({{"channels", {std::move(channels)}}}), table_of(shared));
}

int64_t samples_in(double seconds, int64_t sample_rate) {
  return std::llround(seconds * static_cast<double>(sample_rate));
}

/// Palanisamy, Singhania and Yao, Rethinking CNN models for audio classification, 2020: windows of
/// 25, 50 and 100 ms inside one length of transform; here on one hop too.
core::ConfigTable three_windows(int64_t sample_rate) {
  core::ConfigArray channels;
  for (const double seconds : {0.025, 0.05, 0.1})
    channels.push_back(
        channel("log_mel", {{"win_length", number(samples_in(seconds, sample_rate))}}));
  const auto longest = static_cast<uint64_t>(samples_in(0.1, sample_rate));
  return stack_of(std::move(channels),
                  {{"n_fft", number(static_cast<int64_t>(std::bit_ceil(longest)))}});
}

const std::array stack_table{
    NamedStack{"log_mel+mfcc+chroma", "envelope, cepstrum and pitch classes",
               [](int64_t) {
                 return stack_of({channel("log_mel"), channel("mfcc"), channel("chroma_stft")});
               }},
    NamedStack{"log_mel+delta+delta2", "log-mel, its slope and its curvature",
               [](int64_t) {
                 return stack_of(
                     {channel("log_mel"),
                      channel("delta", {{"source", text("log_mel")}, {"order", number(1)}}),
                      channel("delta", {{"source", text("log_mel")}, {"order", number(2)}})});
               }},
    NamedStack{"log_mel+contrast+chroma", "envelope, peaks above valleys, and pitch classes",
               [](int64_t) {
                 return stack_of(
                     {channel("log_mel"), channel("spectral_contrast"), channel("chroma_stft")});
               }},
    NamedStack{"mel25+mel50+mel100", "log-mel of windows of 25, 50 and 100 ms", three_windows},
    NamedStack{"harmonic+percussive+mel", "what lasts, what is brief, and log-mel, 128 rows each",
               [](int64_t) {
                 return stack_of(
                     {channel("hpss_harmonic"), channel("hpss_percussive"), channel("log_mel")},
                     {{"bins", number(128)}, {"n_fft", number(2048)}, {"n_mels", number(128)}});
               }},
    NamedStack{"mel+gammatone+pcen", "log-mel, gammatone bands and energies relative to the past",
               [](int64_t) {
                 return stack_of({channel("log_mel"), channel("gammatone"), channel("pcen")});
               }}};

}  // namespace

std::span<const NamedStack> named_stacks() {
  return stack_table;
}

}  // namespace pinna::features
