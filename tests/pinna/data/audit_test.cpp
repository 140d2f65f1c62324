#include "pinna/data/audit.h"

#include "tests/pinna/data/dataset_files.h"
#include "tests/support/shared_data.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "pinna/audio/encode.h"
#include "pinna/core/random.h"
#include "pinna/data/esc50.h"

namespace pinna::data {
namespace {

std::vector<FindingKind> kinds(const AuditReport& report) {
  std::vector<FindingKind> kinds;
  for (const Finding& finding : report.findings) kinds.push_back(finding.kind);
  return kinds;
}

void write_noise(const std::filesystem::path& path, uint64_t seed, size_t num_zeros) {
  core::Random random(seed);
  audio::Waveform waveform{.samples = std::vector<float>(8000), .sample_rate = 8000};
  for (float& sample : waveform.samples) sample = static_cast<float>(random.uniform(-0.5, 0.5));
  waveform.samples.resize(8000 - num_zeros);
  waveform.samples.resize(8000);
  audio::write_audio(path, waveform);
}

TEST(Audit, FindsWhatIsWrongInFilesTheWorstFirst) {
  const test::TemporaryFolder folder;
  ClipTable table =
      make_table({{"a", 1, "p"}, {"a", 2, "q"}, {"b", 1, "r"}, {"b", 2, "r"}, {"b", 2, "s"}});
  for (size_t i = 0; i < table.clips.size(); ++i) {
    table.clips[i].path = folder / (table.clips[i].id + ".wav");
    write_noise(table.clips[i].path, i == 1 ? 0 : i, table.clips[i].label == "b" ? 4000 : 0);
  }
  write_text(table.clips[4].path, "RIFF");

  const AuditReport report = audit(table);
  EXPECT_THAT(kinds(report),
              testing::ElementsAre(FindingKind::unreadable, FindingKind::group_leakage,
                                   FindingKind::duplicate, FindingKind::silence,
                                   FindingKind::shared_sources));
  EXPECT_TRUE(report.has_errors());
  ASSERT_EQ(report.classes.size(), 2u);
  EXPECT_EQ(report.classes[1].num_clips, 3);
  EXPECT_NEAR(report.classes[1].zero_share, 0.5, 1e-3);
  EXPECT_NEAR(report.classes[0].active_seconds, 1, 1e-3);

  const auto json = to_json(report);
  EXPECT_EQ(json["schema"], "pinna.data.audit/1");
  EXPECT_EQ(json["findings"][0]["kind"], "unreadable");
  EXPECT_EQ(json["findings"][0]["severity"], "error");
  EXPECT_EQ(json["findings"][0]["clips"].dump(), "[\"clip4\"]");
  EXPECT_EQ(json["classes"][1]["label"], "b");
}

TEST(Audit, RealRecordingsOfOneFoldHaveNoErrors) {
  const auto root = test::shared_path("data/esc10");
  REQUIRE_SHARED(root);
  ClipTable table = read_esc50({.root = root});
  std::erase_if(table.clips, [](const Clip& clip) { return clip.fold != 1 || clip.target > 2; });
  const AuditReport report = audit(table);
  EXPECT_FALSE(report.has_errors());
  EXPECT_EQ(report.num_clips, 24);
}

}  // namespace
}  // namespace pinna::data
