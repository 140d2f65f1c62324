#include "pinna/tracking/multi_sink.h"

#include <exception>
#include <utility>

namespace pinna::tracking {

void MultiSink::add(std::string name, std::unique_ptr<Sink> sink) {
  members_.push_back({std::move(name), std::move(sink)});
}

template <class Call>
void MultiSink::for_each(Call call) {
  std::erase_if(members_, [&](Member& member) {
    try {
      call(*member.sink);
      return false;
    } catch (const std::exception& error) {
      errors_.push_back(member.name + ": " + error.what());
      return true;
    }
  });
}

void MultiSink::scalar(std::string_view name, int64_t step, double value) {
  for_each([&](Sink& sink) { sink.scalar(name, step, value); });
}

void MultiSink::text(std::string_view name, int64_t step, std::string_view text) {
  for_each([&](Sink& sink) { sink.text(name, step, text); });
}

void MultiSink::commit(int64_t step) {
  for_each([&](Sink& sink) { sink.commit(step); });
}

void MultiSink::close() {
  for_each([](Sink& sink) { sink.close(); });
}

std::vector<std::string> MultiSink::take_errors() {
  return std::exchange(errors_, {});
}

}  // namespace pinna::tracking
