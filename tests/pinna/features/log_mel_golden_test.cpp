// Log-mel against numbers that librosa 0.11.0 and torchaudio 0.13.1 produced; tolerances are those
// of golden/README.md, relative to the largest reference value.
#include <cmath>
#include <fstream>
#include <map>
#include <string>

#include "tests/support/shared_data.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/core/npy.h"
#include "pinna/dsp/kernels.h"
#include "pinna/features/feature_options.h"
#include "pinna/features/log_mel.h"

namespace pinna::features {
namespace {

using nlohmann::json;

struct GoldenKind {
  std::string preset;
  LogKind log;
  double tolerance;
};

const std::map<std::string, GoldenKind> kinds{
    {"librosa mel", {"librosa-0.11", LogKind::none, 1e-5}},
    {"librosa mel_htk_nonorm", {"librosa-0.11", LogKind::none, 1e-5}},
    {"librosa log_mel_ref1", {"librosa-0.11", LogKind::db, 1e-4}},
    {"librosa log_mel_refmax", {"librosa-0.11", LogKind::db, 1e-4}},
    {"torchaudio mel", {"torchaudio-0.13", LogKind::none, 1e-5}},
    {"torchaudio mel_slaney", {"torchaudio-0.13", LogKind::none, 1e-5}},
    {"torchaudio mel_default", {"torchaudio-0.13", LogKind::none, 1e-5}},
    {"torchaudio log_mel", {"torchaudio-0.13", LogKind::db, 1e-4}},
};

std::string kind_of(const json& record) {
  return record["source"].get<std::string>() + " " + record["name"].get<std::string>();
}

/// The records of cases.json that `wanted` accepts.
template <class Wanted>
std::vector<json> golden_records(const Wanted& wanted) {
  std::ifstream file(test::shared_path("golden/features/cases.json"));
  const json document = json::parse(file);
  std::vector<json> records;
  for (const json& record : document["cases"])
    if (wanted(kind_of(record))) records.push_back(record);
  return records;
}

/// librosa's and torchaudio's parameter names as ours.
LogMelOptions options_of(const json& record, const std::string& preset, LogKind log) {
  core::ConfigTable table;
  table.set("preset", {preset});
  table.set("sample_rate", {record["sample_rate"].get<int64_t>()});
  table.set("log", {core::enum_name(log)});
  for (const auto& [key, value] : record["params"].items()) {
    if (key == "sr") {
      table.set("sample_rate", {value.get<int64_t>()});
    } else if (key == "fmin") {
      table.set("f_min", {value.get<double>()});
    } else if (key == "fmax") {
      table.set("f_max", value.is_null() ? core::ConfigValue{std::string("none")}
                                         : core::ConfigValue{value.get<double>()});
    } else if (key == "htk") {
      table.set("mel_scale", {std::string("htk")});
    } else if (key == "norm") {
      table.set("mel_norm", {value.is_null() ? "none" : value.get<std::string>()});
    } else if (value.is_number_integer()) {
      table.set(key, {value.get<int64_t>()});
    } else if (value.is_number()) {
      table.set(key, {value.get<double>()});
    } else {
      table.set(key, {value.get<std::string>()});
    }
  }
  return std::get<LogMelOptions>(parse_feature(table));
}

core::Array golden_array(const std::string& name) {
  return core::read_npy(test::shared_path("golden/features/" + name));
}

double relative_error(std::span<const float> got, std::span<const float> expected) {
  double worst = 0, largest = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    worst = std::max(worst, std::abs(static_cast<double>(got[i]) - expected[i]));
    largest = std::max(largest, std::abs(static_cast<double>(expected[i])));
  }
  return worst / largest;
}

TEST(LogMelGolden, EveryCaseOnEveryInstructionSet) {
  REQUIRE_SHARED(test::shared_path("golden/features"));
  const std::vector<json> records =
      golden_records([](const std::string& kind) { return kinds.contains(kind); });
  ASSERT_EQ(records.size(), 3 * kinds.size());
  for (const json& record : records) {
    const GoldenKind& kind = kinds.at(kind_of(record));
    const core::Array input = golden_array(record["input"]);
    const core::Array expected = golden_array(record["output"]);
    for (const dsp::Kernels* kernels : dsp::available_kernels()) {
      SCOPED_TRACE(record["output"].get<std::string>() + ", " + std::string(kernels->name));
      const LogMel log_mel(options_of(record, kind.preset, kind.log), *kernels);
      const FeatureMatrix got = log_mel.compute(input.as_float32());
      ASSERT_EQ((std::vector<int64_t>{got.bins, got.frames}), expected.shape);
      EXPECT_LE(relative_error(got.values, expected.as_float32()), kind.tolerance);
    }
  }
}

TEST(LogMelGolden, FilterBanksAreLibrosas) {
  REQUIRE_SHARED(test::shared_path("golden/features"));
  const std::vector<json> records =
      golden_records([](const std::string& kind) { return kind == "librosa mel_filters"; });
  ASSERT_EQ(records.size(), 3);
  for (const json& record : records) {
    const core::Array expected = golden_array(record["output"]);
    const dsp::BandMatrix bank =
        mel_bank(resolved(options_of(record, "librosa-0.11", LogKind::none)));
    ASSERT_EQ((std::vector<int64_t>{bank.num_bands(), bank.num_bins}), expected.shape);
    EXPECT_LE(relative_error(bank.dense(), expected.as_float32()), 1e-6) << record["output"];
  }
}

}  // namespace
}  // namespace pinna::features
