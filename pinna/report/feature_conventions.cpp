#include "pinna/report/feature_conventions.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "pinna/features/feature_options.h"
#include "pinna/report/figure.h"
#include "pinna/report/recipe_text.h"

namespace pinna::report {
namespace {

/// Settings that decide what the numbers mean; others are left to the recipe.
constexpr std::pair<const char*, const char*> rows[] = {{"sample_rate", "sample rate [Hz]"},
                                                        {"window", "window"},
                                                        {"win_length", "window length [samples]"},
                                                        {"n_fft", "n_fft [samples]"},
                                                        {"hop_length", "hop [samples]"},
                                                        {"center", "centred frames"},
                                                        {"pad_mode", "padding at the ends"},
                                                        {"power", "power of the magnitude"},
                                                        {"n_mels", "mel bands"},
                                                        {"f_min", "lowest frequency [Hz]"},
                                                        {"f_max", "highest frequency [Hz]"},
                                                        {"mel_scale", "mel scale"},
                                                        {"mel_norm", "mel normalisation"},
                                                        {"log", "logarithm"},
                                                        {"amin", "floor (amin)"},
                                                        {"ref", "reference (ref)"},
                                                        {"top_db", "range [dB] (top_db)"},
                                                        {"n_mfcc", "coefficients"},
                                                        {"dct_type", "cosine transform, type"},
                                                        {"dct_norm", "cosine transform, norm"},
                                                        {"lifter", "lifter"},
                                                        {"n_chroma", "pitch classes"},
                                                        {"norm", "norm"},
                                                        {"tuning", "tuning"},
                                                        {"bins_per_octave", "bins per octave"},
                                                        {"n_bins", "bins"},
                                                        {"gain", "gain"},
                                                        {"bias", "bias"}};

struct Column {
  std::string name = "";
  std::map<std::string, std::string> values = {};
  bool operator==(const Column&) const = default;
};

/// "none (1024)" is 1024, quotes are left out.
std::string shown(std::string value) {
  const size_t open = value.find('(');
  if (open != std::string::npos && value.ends_with(')'))
    value = value.substr(open + 1, value.size() - open - 2);
  std::erase(value, '"');
  if (value.ends_with(".0")) value.resize(value.size() - 2);
  return value;
}

/// "channels[1].n_mels" belongs to channel 1.
void add_setting(const features::FeatureSetting& setting, std::map<std::string, Column>& columns) {
  const size_t dot = setting.name.rfind("].");
  const std::string channel = dot == std::string::npos ? "" : setting.name.substr(0, dot);
  const std::string name = dot == std::string::npos ? setting.name : setting.name.substr(dot + 2);
  Column& column = columns[channel];
  if (name == "type")
    column.name = display_name(shown(setting.value));
  else
    column.values[name] = shown(setting.value);
}

}  // namespace

PaperTable convention_table(const std::vector<core::ConfigTable>& features) {
  std::vector<Column> columns;
  for (const core::ConfigTable& feature : features) {
    std::map<std::string, Column> of_feature;
    for (const auto& setting : features::explain_feature(feature)) add_setting(setting, of_feature);
    // Settings of a stack itself.
    if (of_feature.size() > 1) of_feature.erase("");
    for (auto& [channel, column] : of_feature) {
      if (column.name.empty()) column.name = display_name(value_text(feature, "type"));
      if (std::ranges::find(columns, column) == columns.end()) columns.push_back(std::move(column));
    }
  }
  PaperTable table{.name = "conventions",
                   .caption = "Settings of the features. A dash: the feature has none.",
                   .header = {"setting"}};
  for (const Column& column : columns) table.header.push_back(column.name);
  for (const auto& [key, title] : rows) {
    std::vector<std::string> cells{title};
    bool is_there = false;
    for (const Column& column : columns) {
      const auto found = column.values.find(key);
      is_there = is_there || found != column.values.end();
      cells.push_back(found == column.values.end() ? "–" : found->second);
    }
    if (is_there) table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace pinna::report
