// TensorBoard's event files.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "pinna/core/appended_file.h"
#include "pinna/core/protobuf.h"
#include "pinna/tracking/clock.h"
#include "pinna/tracking/sink.h"

namespace pinna::tracking {

/// Writes one event file a process into `folder`, which is a run to TensorBoard. Where there are
/// files of earlier processes the new one sorts after them and begins by telling readers to forget
/// first_step and later. Each commit appends whole records, so that a crash can cut only the last.
///
/// Format: TFRecord frames around Event messages, version "brain.Event:2"
/// (tensorflow/tensorboard, compat/proto, of 2026-06-30). Values are float32 in this format.
class TensorBoardSink : public Sink {
 public:
  explicit TensorBoardSink(std::filesystem::path folder, WallClock clock = system_time);
  void start(const core::ConfigTable& config, int64_t first_step) override;
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view name, int64_t step, std::string_view text) override;
  void image(std::string_view name, int64_t step, std::string_view png) override;
  void histogram(std::string_view name, int64_t step, std::span<const float> values) override;
  void audio(std::string_view name, int64_t step, const AudioClip& clip) override;
  void pr_curve(std::string_view name, int64_t step, const PrCurve& curve) override;
  void summary(std::string_view name, int64_t step, double value) override;
  void commit(int64_t step) override;
  void close(Outcome outcome) override;

 private:
  /// Frames an event and keeps it for the next commit.
  void add(const core::ProtobufMessage& event);
  void add_value(int64_t step, const core::ProtobufMessage& value);
  void flush();
  core::ProtobufMessage event() const;

  std::filesystem::path folder_;
  WallClock clock_;
  std::unique_ptr<core::AppendedFile> file_;
  std::string pending_;
};

}  // namespace pinna::tracking
