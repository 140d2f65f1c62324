#include "pinna/data/batch_queue.h"

#include <utility>

namespace pinna::data {

BatchQueue::BatchQueue(int64_t count, int64_t workers, Make make)
    : count_(count), make_(std::move(make)), ring_(static_cast<size_t>(workers + 1)) {
  for (int64_t worker = 0; worker < workers; ++worker)
    threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

BatchQueue::~BatchQueue() {
  stop();
}

void BatchQueue::stop() {
  for (std::jthread& thread : threads_) thread.request_stop();  // all, before waiting for the first
  threads_.clear();
}

void BatchQueue::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto may_start = [&] {
      return num_started_ == count_ || num_started_ < num_taken_ + std::ssize(ring_);
    };
    if (!place_free_.wait(lock, stop, may_start) || num_started_ == count_) return;
    const int64_t index = num_started_++;
    lock.unlock();
    Place made;
    try {
      made.batch = make_(index, stop);
    } catch (...) {
      made.error = std::current_exception();
    }
    lock.lock();
    ring_[static_cast<size_t>(index % std::ssize(ring_))] = std::move(made);
    batch_ready_.notify_all();
  }
}

BatchQueue::Place BatchQueue::take() {
  std::unique_lock lock(mutex_);
  Place& place = ring_[static_cast<size_t>(num_taken_ % std::ssize(ring_))];
  batch_ready_.wait(lock, [&] { return place.batch || place.error; });
  ++num_taken_;
  place_free_.notify_all();
  return std::exchange(place, Place{});
}

std::optional<Batch> BatchQueue::next() {
  if (num_taken_ == count_) return std::nullopt;
  try {
    if (threads_.empty()) return make_(num_taken_++, std::stop_token{});
    Place place = take();
    if (place.error) std::rethrow_exception(place.error);
    return std::move(place.batch);
  } catch (...) {
    stop();
    num_taken_ = count_;
    throw;
  }
}

}  // namespace pinna::data
