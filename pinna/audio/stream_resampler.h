// Sample-rate conversion of a stream of chunks.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace pinna::audio {

/// soxr "HQ" on one channel, chunk by chunk: the samples of all calls, one after the other, are
/// those of resample() on the whole (to 1e-6 of full scale), and as many. Protocol: push() any
/// number of times, then finish() once.
class StreamResampler {
 public:
  /// InvalidOptions for a rate outside [1, 768000] Hz.
  StreamResampler(int64_t sample_rate, int64_t new_rate);
  ~StreamResampler();

  /// Appends the samples that have become certain to `output`.
  void push(std::span<const float> samples, std::vector<float>& output);
  /// Appends the rest.
  void finish(std::vector<float>& output);

 private:
  void convert(const float* samples, size_t count, std::vector<float>& output);

  int64_t sample_rate_, new_rate_;
  int64_t num_read_ = 0, num_written_ = 0;
  std::unique_ptr<void, void (*)(void*)> soxr_;
};

}  // namespace pinna::audio
