#include "pinna/features/feature_stream.h"

#include <algorithm>

#include "pinna/core/error.h"

namespace pinna::features {
namespace {

/// Frames computed at a time: enough to fill the lanes and to outweigh the overlap.
int64_t block_size(const Locality& locality) {
  const int64_t overlap = (locality.before + locality.after) / locality.hop_length;
  return std::max<int64_t>(16, 2 * overlap);
}

}  // namespace

void throw_needs_whole_clip(const std::string& fix) {
  throw core::InvalidOptions({.what = "streaming",
                              .got = "a feature whose frames depend on the whole clip",
                              .expected = "frames that depend on near samples only",
                              .fix = fix});
}

LocalStream::LocalStream(const Feature& feature)
    : feature_(feature), locality_(feature.locality()), block_frames_(block_size(locality_)) {
  if (!locality_.whole_clip.empty()) throw_needs_whole_clip(locality_.whole_clip);
}

int64_t LocalStream::latency_samples() const {
  return locality_.after + (block_frames_ - 1) * locality_.hop_length;
}

void LocalStream::push(std::span<const float> samples, FeatureMatrix& frames) {
  buffer_.insert(buffer_.end(), samples.begin(), samples.end());
  const int64_t end = buffer_start_ + static_cast<int64_t>(buffer_.size());
  // Frame f is certain when its last sample is there: f * hop + after <= end.
  const int64_t certain =
      end < locality_.after ? 0 : (end - locality_.after) / locality_.hop_length + 1;
  frames.reshape(feature_.num_bins(), 0);
  if (certain - next_frame_ >= block_frames_) emit(certain, frames);
}

void LocalStream::finish(FeatureMatrix& frames) {
  const int64_t end = buffer_start_ + static_cast<int64_t>(buffer_.size());
  const int64_t total = feature_.num_frames(end);
  frames.reshape(feature_.num_bins(), 0);
  // The feature itself refuses a stream without any frame.
  if (next_frame_ < total || total == 0) emit(total, frames);
}

/// Writes the frames next_frame_ to end_frame and drops the samples that no later frame needs.
void LocalStream::emit(int64_t end_frame, FeatureMatrix& frames) {
  feature_.compute_into(buffer_, part_);
  const int64_t first = next_frame_ - buffer_start_ / locality_.hop_length;
  const int64_t count = end_frame - next_frame_;
  frames.reshape(part_.bins, count);
  for (int64_t bin = 0; bin < part_.bins; ++bin)
    std::copy_n(part_.row(bin).begin() + first, count, &frames.at(bin, 0));

  next_frame_ = end_frame;
  const int64_t hop = locality_.hop_length;
  const int64_t needed = std::max<int64_t>(0, next_frame_ * hop - locality_.before) / hop * hop;
  const int64_t kept_from =
      std::min(needed, buffer_start_ + static_cast<int64_t>(buffer_.size()) / hop * hop);
  buffer_.erase(buffer_.begin(), buffer_.begin() + (kept_from - buffer_start_));
  buffer_start_ = kept_from;
}

}  // namespace pinna::features
