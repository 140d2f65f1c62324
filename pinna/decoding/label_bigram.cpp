#include "pinna/decoding/label_bigram.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "pinna/core/error.h"

namespace pinna::decoding {

LabelBigram::LabelBigram(const events::EventTable& reference, std::vector<std::string> labels)
    : labels_(std::move(labels)),
      all_(labels_.size()),
      first_(labels_.size()),
      after_(labels_.size(), Counts(labels_.size())) {
  if (labels_.empty() || std::set(labels_.begin(), labels_.end()).size() != labels_.size())
    throw core::InvalidOptions({.what = "labels of a language model",
                                .got = fmt::format("{}", fmt::join(labels_, ", ")),
                                .expected = "some, each once"});
  for (const auto& [recording, events] : reference) {
    const std::vector<int64_t> sequence = sequence_of(events);
    for (size_t i = 0; i < sequence.size(); ++i) {
      const auto label = static_cast<size_t>(sequence[i]);
      ++all_[label];
      ++(i == 0 ? first_ : after_[static_cast<size_t>(sequence[i - 1])])[label];
    }
  }
}

LabelBigram LabelBigram::from_counts(std::vector<std::string> labels,
                                     const std::vector<int64_t>& counts) {
  LabelBigram bigram(events::EventTable(), std::move(labels));
  const size_t size = bigram.labels_.size();
  constexpr int64_t most = int64_t{1} << 40;  // sums cannot overflow
  if (counts.size() != size + size * size ||
      std::ranges::any_of(counts, [](int64_t count) { return count < 0 || count > most; }))
    throw core::BadData({.what = "counts of a language model",
                         .got = fmt::format("{} numbers", counts.size()),
                         .expected = fmt::format("{}, none negative", size + size * size)});
  for (size_t i = 0; i < counts.size(); ++i) {
    (i < size ? bigram.first_ : bigram.after_[i / size - 1])[i % size] = counts[i];
    bigram.all_[i % size] += counts[i];
  }
  return bigram;
}

std::vector<int64_t> LabelBigram::counts() const {
  std::vector<int64_t> counts = first_;
  for (const Counts& after : after_) counts.insert(counts.end(), after.begin(), after.end());
  return counts;
}

std::vector<int64_t> LabelBigram::sequence_of(const std::vector<events::Event>& events) const {
  std::vector<events::Event> sorted = events;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.onset < b.onset; });
  std::vector<int64_t> sequence;
  for (const events::Event& event : sorted) {
    const auto found = std::find(labels_.begin(), labels_.end(), event.event_label);
    if (found == labels_.end())
      throw core::BadData({.what = "event for a language model",
                           .got = event.event_label,
                           .expected = fmt::format("{}", fmt::join(labels_, ", "))});
    sequence.push_back(found - labels_.begin());
  }
  return sequence;
}

double LabelBigram::probability(int64_t label) const {
  const auto total = std::accumulate(all_.begin(), all_.end(), int64_t{0}) + std::ssize(all_);
  return static_cast<double>(all_[static_cast<size_t>(label)] + 1) / static_cast<double>(total);
}

double LabelBigram::smoothed(const Counts& counts, int64_t label) const {
  const auto total = static_cast<double>(std::accumulate(counts.begin(), counts.end(), int64_t{0}));
  const auto kinds = static_cast<double>(
      std::count_if(counts.begin(), counts.end(), [](int64_t count) { return count > 0; }));
  if (total == 0) return probability(label);
  return (static_cast<double>(counts[static_cast<size_t>(label)]) + kinds * probability(label)) /
         (total + kinds);
}

double LabelBigram::probability(int64_t label, int64_t previous) const {
  return smoothed(after_[static_cast<size_t>(previous)], label);
}

double LabelBigram::first_probability(int64_t label) const {
  return smoothed(first_, label);
}

}  // namespace pinna::decoding
