#include "pinna/tracking/async_sink.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <fmt/format.h>

namespace pinna::tracking {
namespace {

using Clock = std::chrono::steady_clock;

struct Call {
  std::function<void(Sink&)> run;
  int64_t media_bytes = 0;  ///< 0: no medium
};

int64_t bytes_of(const PrCurve& curve) {
  return 6 * curve.num_thresholds() * static_cast<int64_t>(sizeof(float));
}

}  // namespace

class AsyncSink::Queue {
 public:
  Queue(std::unique_ptr<Sink> sink, AsyncLimits limits) : sink_(std::move(sink)), limits_(limits) {}

  void add(Call call) {
    const std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
    if (has_ended_) return;
    if (call.media_bytes > 0) {
      if (!make_room_for(call.media_bytes)) return;
      waiting_media_bytes_ += call.media_bytes;
    } else if (++waiting_calls_ > limits_.calls) {
      --waiting_calls_;
      ++lost_calls_;
      return;
    }
    calls_.push_back(std::move(call));
    changed_.notify_all();
  }

  /// The thread's work: calls in order until close() or a failure.
  void run() {
    while (const auto call = next()) {
      try {
        call->run(*sink_);
      } catch (...) {
        end(std::current_exception());
        return;
      }
      keep_warnings();
    }
    end(nullptr);
  }

  void close(Outcome outcome) {
    {
      const std::lock_guard lock(mutex_);
      calls_.push_back({[outcome](Sink& sink) { sink.close(outcome); }});
      no_more_ = true;
      changed_.notify_all();
    }
    if (!wait_for_end(limits_.close_patience)) {
      sink_->cancel();
      wait_for_end(limits_.close_patience / 2);
    }
    const std::lock_guard lock(mutex_);
    if (!has_ended_) {
      warnings_.push_back(fmt::format("still busy after {:.1f} s: {} calls are lost",
                                      seconds(limits_.close_patience * 3 / 2), calls_.size() + 1));
      calls_.clear();
    }
    if (lost_media_ > 0)
      warnings_.push_back(
          fmt::format("too slow for the training: {} images, histograms, sounds or curves dropped",
                      lost_media_));
    if (lost_calls_ > 0)
      warnings_.push_back(fmt::format("too slow for the training: {} values dropped", lost_calls_));
    lost_media_ = lost_calls_ = 0;
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
  }

  void abandon() {
    {
      const std::lock_guard lock(mutex_);
      if (has_ended_ || no_more_) return;
      calls_.clear();
      no_more_ = true;
      changed_.notify_all();
    }
    sink_->cancel();
    wait_for_end(limits_.close_patience / 2);
  }

  void cancel() noexcept { sink_->cancel(); }

  std::vector<std::string> take_warnings() {
    const std::lock_guard lock(mutex_);
    return std::exchange(warnings_, {});
  }

 private:
  static double seconds(std::chrono::milliseconds duration) {
    return std::chrono::duration<double>(duration).count();
  }

  std::optional<Call> next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !calls_.empty() || no_more_; });
    if (calls_.empty()) return std::nullopt;
    Call call = std::move(calls_.front());
    calls_.pop_front();
    waiting_media_bytes_ -= call.media_bytes;
    if (call.media_bytes == 0 && waiting_calls_ > 0) --waiting_calls_;
    return call;
  }

  void end(std::exception_ptr failure) {
    keep_warnings();
    const std::lock_guard lock(mutex_);
    failure_ = std::move(failure);
    calls_.clear();
    has_ended_ = true;
    changed_.notify_all();
  }

  void keep_warnings() {
    std::vector<std::string> warnings = sink_->take_warnings();
    const std::lock_guard lock(mutex_);
    std::move(warnings.begin(), warnings.end(), std::back_inserter(warnings_));
  }

  bool wait_for_end(std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    return changed_.wait_until(lock, Clock::now() + patience, [&] { return has_ended_; });
  }

  /// Drops the oldest media until `bytes` fit; false, and counted, where they never will.
  bool make_room_for(int64_t bytes) {
    while (waiting_media_bytes_ + bytes > limits_.media_bytes) {
      ++lost_media_;
      const auto oldest = std::find_if(calls_.begin(), calls_.end(),
                                       [](const Call& call) { return call.media_bytes > 0; });
      if (oldest == calls_.end()) return false;
      waiting_media_bytes_ -= oldest->media_bytes;
      calls_.erase(oldest);
    }
    return true;
  }

  const std::unique_ptr<Sink> sink_;
  const AsyncLimits limits_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Call> calls_;
  int64_t waiting_media_bytes_ = 0;
  int64_t waiting_calls_ = 0;
  int64_t lost_media_ = 0;
  int64_t lost_calls_ = 0;
  bool no_more_ = false;
  bool has_ended_ = false;
  std::exception_ptr failure_;
  std::vector<std::string> warnings_;
};

AsyncSink::AsyncSink(std::unique_ptr<Sink> sink, AsyncLimits limits)
    : queue_(std::make_shared<Queue>(std::move(sink), limits)) {
  std::thread([queue = queue_] { queue->run(); }).detach();
}

AsyncSink::~AsyncSink() {
  queue_->abandon();
}

void AsyncSink::start(const core::ConfigTable& config, int64_t first_step) {
  queue_->add({[=](Sink& sink) { sink.start(config, first_step); }});
}

void AsyncSink::scalar(std::string_view name, int64_t step, double value) {
  queue_->add({[=, name = std::string(name)](Sink& sink) { sink.scalar(name, step, value); }});
}

void AsyncSink::text(std::string_view name, int64_t step, std::string_view text) {
  queue_->add({[=, name = std::string(name), text = std::string(text)](Sink& sink) {
    sink.text(name, step, text);
  }});
}

void AsyncSink::image(std::string_view name, int64_t step, std::string_view png) {
  queue_->add({[=, name = std::string(name), png = std::string(png)](Sink& sink) {
                 sink.image(name, step, png);
               },
               static_cast<int64_t>(png.size()) + 1});
}

void AsyncSink::histogram(std::string_view name, int64_t step, std::span<const float> values) {
  queue_->add(
      {[=, name = std::string(name), values = std::vector<float>(values.begin(), values.end())](
           Sink& sink) { sink.histogram(name, step, values); },
       static_cast<int64_t>(values.size_bytes()) + 1});
}

void AsyncSink::audio(std::string_view name, int64_t step, const AudioClip& clip) {
  queue_->add({[=, name = std::string(name)](Sink& sink) { sink.audio(name, step, clip); },
               static_cast<int64_t>(clip.wav.size()) + 1});
}

void AsyncSink::pr_curve(std::string_view name, int64_t step, const PrCurve& curve) {
  queue_->add({[=, name = std::string(name)](Sink& sink) { sink.pr_curve(name, step, curve); },
               bytes_of(curve) + 1});
}

void AsyncSink::summary(std::string_view name, int64_t step, double value) {
  queue_->add({[=, name = std::string(name)](Sink& sink) { sink.summary(name, step, value); }});
}

void AsyncSink::commit(int64_t step) {
  queue_->add({[=](Sink& sink) { sink.commit(step); }});
}

void AsyncSink::close(Outcome outcome) {
  queue_->close(outcome);
}

void AsyncSink::cancel() noexcept {
  queue_->cancel();
}

std::vector<std::string> AsyncSink::take_warnings() {
  return queue_->take_warnings();
}

}  // namespace pinna::tracking
