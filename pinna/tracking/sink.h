// Where the numbers of a running training go: a file, TensorBoard, a tracking server.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pinna::tracking {

/// One destination. A sink may throw: MultiSink keeps the failure from the training.
class Sink {
 public:
  virtual ~Sink() = default;
  /// Names are paths such as "train/loss"; values may be NaN.
  virtual void scalar(std::string_view name, int64_t step, double value) = 0;
  virtual void text(std::string_view name, int64_t step, std::string_view text) = 0;
  /// Everything of `step` has been given: write it where it survives a crash.
  virtual void commit(int64_t step) = 0;
  /// Writes what is pending and ends the record; nothing may follow.
  virtual void close() = 0;
};

/// Passes everything on to several sinks. One that fails is left out from then on; its error is
/// kept for the caller and never thrown.
class MultiSink : public Sink {
 public:
  void add(std::string name, std::unique_ptr<Sink> sink);
  void scalar(std::string_view name, int64_t step, double value) override;
  void text(std::string_view name, int64_t step, std::string_view text) override;
  void commit(int64_t step) override;
  void close() override;
  /// "name: error" of the sinks that failed since the last call; each is returned once.
  std::vector<std::string> take_errors();

 private:
  struct Member {
    std::string name;
    std::unique_ptr<Sink> sink;
  };
  template <class Call>
  void for_each(Call call);

  std::vector<Member> members_;
  std::vector<std::string> errors_;
};

}  // namespace pinna::tracking
