#include "pinna/audio/stream_resampler.h"

#include <algorithm>

#include <fmt/format.h>
#include <soxr.h>

#include "pinna/audio/resample.h"
#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

constexpr size_t piece = 1 << 14;

void close_soxr(void* soxr) {
  soxr_delete(static_cast<soxr_t>(soxr));
}

void require_success(soxr_error_t error, int64_t rate, int64_t new_rate) {
  if (error)
    throw core::Bug({.what = "soxr failed",
                     .got = error,
                     .where = fmt::format("{} Hz to {} Hz", rate, new_rate)});
}

}  // namespace

StreamResampler::StreamResampler(int64_t sample_rate, int64_t new_rate)
    : sample_rate_(sample_rate), new_rate_(new_rate), soxr_(nullptr, close_soxr) {
  require_rate(sample_rate, "resample: old sample rate");
  require_rate(new_rate, "resample: new sample rate");
  const soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
  const soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, 0);
  const soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
  soxr_error_t error = nullptr;
  soxr_.reset(soxr_create(static_cast<double>(sample_rate), static_cast<double>(new_rate), 1,
                          &error, &io, &quality, &runtime));
  require_success(error, sample_rate, new_rate);
}

StreamResampler::~StreamResampler() = default;

void StreamResampler::push(std::span<const float> samples, std::vector<float>& output) {
  num_read_ += static_cast<int64_t>(samples.size());
  if (sample_rate_ == new_rate_) {
    output.insert(output.end(), samples.begin(), samples.end());
    return;
  }
  for (size_t begin = 0; begin < samples.size(); begin += piece)
    convert(samples.data() + begin, std::min(piece, samples.size() - begin), output);
}

void StreamResampler::finish(std::vector<float>& output) {
  if (sample_rate_ == new_rate_) return;
  const int64_t total = resampled_frames(num_read_, sample_rate_, new_rate_);
  while (num_written_ < total) {
    const int64_t before = num_written_;
    convert(nullptr, 0, output);
    if (num_written_ == before) break;
  }
  // As resample(): what soxr leaves out at the end is zero, what it adds is dropped.
  const int64_t excess = num_written_ - total;
  output.resize(static_cast<size_t>(static_cast<int64_t>(output.size()) - excess));
}

/// No samples mean that the stream is over.
void StreamResampler::convert(const float* samples, size_t count, std::vector<float>& output) {
  size_t num_done = 0;
  do {
    const size_t start = output.size();
    output.resize(start + 2 * piece);
    size_t used = 0, written = 0;
    const soxr_error_t error =
        soxr_process(static_cast<soxr_t>(soxr_.get()), samples ? samples + num_done : nullptr,
                     count - num_done, &used, output.data() + start, 2 * piece, &written);
    output.resize(start + written);
    num_written_ += static_cast<int64_t>(written);
    require_success(error, sample_rate_, new_rate_);
    num_done += used;
    if (used == 0 && written == 0) break;
  } while (num_done < count);
}

}  // namespace pinna::audio
