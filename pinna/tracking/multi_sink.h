// Several sinks behind one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/tracking/sink.h"

namespace pinna::tracking {

/// Passes everything on to all members. One that fails is left out from then on; its error becomes
/// a warning and is never thrown, so that tracking cannot stop a training. Only the run's own log,
/// which resuming and reports rely on, may.
class MultiSink : public Sink {
 public:
  /// `name` appears in the warnings.
  void add(std::string name, std::unique_ptr<Sink> sink);
  /// A sink whose errors pass through.
  void add_log(std::unique_ptr<Sink> sink);

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
  void cancel() noexcept override;
  /// "name: what happened", errors of failed sinks included; each is returned once.
  std::vector<std::string> take_warnings() override;
  /// Without members that may fail; the log does not count.
  bool empty() const { return members_.empty(); }

 private:
  struct Member {
    std::string name;
    std::unique_ptr<Sink> sink;
  };
  template <class Call>
  void for_each(Call call);
  void keep_warnings(Member& member);

  std::unique_ptr<Sink> log_;
  std::vector<Member> members_;
  std::vector<std::string> warnings_;
};

}  // namespace pinna::tracking
