// Several sinks behind one.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pinna/tracking/sink.h"

namespace pinna::tracking {

/// Passes everything on to all members. One that fails is left out from then on; its error is kept
/// for the caller and never thrown, so that tracking cannot stop a training.
class MultiSink : public Sink {
 public:
  /// `name` appears in the error text.
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
