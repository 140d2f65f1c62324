// Runs of Weights & Biases, written as its own program writes them without a network.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pinna/core/protobuf.h"
#include "pinna/tracking/clock.h"
#include "pinna/tracking/sink.h"
#include "pinna/tracking/tracking_options.h"
#include "pinna/tracking/wandb_log.h"

namespace pinna::tracking {

/// Each process writes a folder of its own, `folder`/offline-run-YYYYMMDD_HHMMSS-ID, that
/// `wandb sync` uploads. All of a run carry the same id, kept in `folder`/run.json, and W&B puts
/// them together in the order of their start times: a resumed run is one run there too. A process
/// that was killed leaves no exit record, which W&B shows as a failure.
///
/// Curves of precision and recall have no plain form in W&B and are passed over.
/// Field numbers: wandb/proto/wandb_internal.proto of 2026-08-21.
class WandbSink : public Sink {
 public:
  /// `run_name` is what people see.
  WandbSink(std::filesystem::path folder, WandbOptions options, std::string run_name,
            WallClock clock = system_time);
  void start(const core::ConfigTable& config, int64_t first_step) override;
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view name, int64_t step, std::string_view text) override;
  void image(std::string_view name, int64_t step, std::string_view png) override;
  void histogram(std::string_view name, int64_t step, std::span<const float> values) override;
  void audio(std::string_view name, int64_t step, const AudioClip& clip) override;
  void summary(std::string_view name, int64_t step, double value) override;
  void commit(int64_t step) override;
  void close(Outcome outcome) override;

 private:
  using Items = std::vector<std::pair<std::string, std::string>>;  ///< key and JSON text

  void append(int field, const core::ProtobufMessage& content);
  void append_files(const std::vector<std::string>& paths);
  void write_config(const core::ConfigTable& config);
  /// Stores a file of the kind ("images", "audio") and returns the JSON that refers to it.
  std::string store(std::string_view kind, std::string_view name, int64_t step,
                    std::string_view extension, std::string_view bytes, std::string_view type);
  void append_summary(const Items& items);

  std::filesystem::path folder_;
  WandbOptions options_;
  std::string run_name_;
  WallClock clock_;
  double run_began_ = 0;  ///< when its first process started
  std::filesystem::path files_;
  std::unique_ptr<WandbLog> log_;
  int64_t num_records_ = 0;
  Items history_;  ///< of the step that is not committed yet
};

}  // namespace pinna::tracking
