#include "pinna/tracking/multi_sink.h"

#include <exception>
#include <utility>

namespace pinna::tracking {

void MultiSink::add(std::string name, std::unique_ptr<Sink> sink) {
  members_.push_back({std::move(name), std::move(sink)});
}

void MultiSink::add_log(std::unique_ptr<Sink> sink) {
  log_ = std::move(sink);
}

template <class Call>
void MultiSink::for_each(Call call) {
  if (log_) call(*log_);
  std::erase_if(members_, [&](Member& member) {
    try {
      call(*member.sink);
      return false;
    } catch (const std::exception& error) {
      keep_warnings(member);
      warnings_.push_back(member.name + ": " + error.what());
      return true;
    }
  });
}

void MultiSink::keep_warnings(Member& member) {
  for (const std::string& warning : member.sink->take_warnings())
    warnings_.push_back(member.name + ": " + warning);
}

void MultiSink::start(const core::ConfigTable& config, int64_t first_step) {
  for_each([&](Sink& sink) { sink.start(config, first_step); });
}

void MultiSink::scalar(std::string_view name, int64_t step, double value) {
  for_each([&](Sink& sink) { sink.scalar(name, step, value); });
}

void MultiSink::text(std::string_view name, int64_t step, std::string_view text) {
  for_each([&](Sink& sink) { sink.text(name, step, text); });
}

void MultiSink::image(std::string_view name, int64_t step, std::string_view png) {
  for_each([&](Sink& sink) { sink.image(name, step, png); });
}

void MultiSink::histogram(std::string_view name, int64_t step, std::span<const float> values) {
  for_each([&](Sink& sink) { sink.histogram(name, step, values); });
}

void MultiSink::audio(std::string_view name, int64_t step, const AudioClip& clip) {
  for_each([&](Sink& sink) { sink.audio(name, step, clip); });
}

void MultiSink::pr_curve(std::string_view name, int64_t step, const PrCurve& curve) {
  for_each([&](Sink& sink) { sink.pr_curve(name, step, curve); });
}

void MultiSink::summary(std::string_view name, int64_t step, double value) {
  for_each([&](Sink& sink) { sink.summary(name, step, value); });
}

void MultiSink::commit(int64_t step) {
  for_each([&](Sink& sink) { sink.commit(step); });
}

void MultiSink::close(Outcome outcome) {
  for_each([&](Sink& sink) { sink.close(outcome); });
}

void MultiSink::cancel() noexcept {
  for (const Member& member : members_) member.sink->cancel();
}

std::vector<std::string> MultiSink::take_warnings() {
  for (Member& member : members_) keep_warnings(member);
  return std::exchange(warnings_, {});
}

}  // namespace pinna::tracking
