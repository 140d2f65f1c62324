#include "pinna/data/paired_source.h"

#include <gtest/gtest.h>

namespace pinna::data {
namespace {

/// Batches whose one clip is 100 * epoch + step.
class Counting : public BatchSource {
 public:
  explicit Counting(int64_t batches) : batches_(batches) {}
  void start_epoch(int64_t epoch) override {
    epoch_ = epoch;
    step_ = 0;
  }
  std::optional<Batch> next() override {
    if (step_ == batches_) return std::nullopt;
    return Batch{.size = 1, .clips = {100 * epoch_ + step_++}};
  }
  int64_t batches_per_epoch() const override { return batches_; }

 private:
  int64_t batches_, epoch_ = 0, step_ = 0;
};

std::vector<int64_t> companions(PairedSource& source, int64_t epoch) {
  std::vector<int64_t> clips;
  source.start_epoch(epoch);
  while (const auto batch = source.next()) clips.push_back(batch->companion->clips.front());
  return clips;
}

TEST(PairedSource, ClipsGoOnFromEpochToEpochAndBeginAgain) {
  Counting scenes(5), clips(3);
  PairedSource source(scenes, clips);
  EXPECT_EQ(source.batches_per_epoch(), 5);
  EXPECT_EQ(companions(source, 0), (std::vector<int64_t>{0, 1, 2, 100, 101}));
  EXPECT_EQ(companions(source, 1), (std::vector<int64_t>{102, 200, 201, 202, 300}));
  // Whatever was read before: an interrupted training begins anywhere.
  EXPECT_EQ(companions(source, 1), (std::vector<int64_t>{102, 200, 201, 202, 300}));
  EXPECT_EQ(companions(source, 3), (std::vector<int64_t>{500, 501, 502, 600, 601}));
}

}  // namespace
}  // namespace pinna::data
