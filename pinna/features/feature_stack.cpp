#include "pinna/features/feature_stack.h"

#include <algorithm>
#include <optional>
#include <variant>

#include <fmt/format.h>

#include "pinna/core/error.h"
#include "pinna/dsp/flush_denormals.h"
#include "pinna/features/stack_stream.h"

namespace pinna::features {
namespace {

std::string channel_key(size_t index) {
  return fmt::format("channels[{}]", index);
}

/// Calls make() and puts the channel's number before what went wrong.
template <class Make>
auto for_channel(size_t index, const Make& make) {
  try {
    return make();
  } catch (const core::InvalidOptions& error) {
    core::ErrorParts parts = error.parts();
    parts.what = fmt::format("{}: {}", channel_key(index), parts.what);
    throw core::InvalidOptions(std::move(parts));
  }
}

/// The feature from whose result this one is made, where that can be a channel too.
std::optional<ChannelOptions> source_options(const auto&) {
  return std::nullopt;
}
std::optional<ChannelOptions> source_options(const MfccOptions& options) {
  return options.log_mel;
}
std::optional<ChannelOptions> source_options(const DeltaOptions& options) {
  if (options.source == DeltaSource::mfcc) return options.mfcc;
  return options.mfcc.log_mel;
}

void require_real(const Feature& feature, size_t index) {
  if (!feature.is_complex()) return;
  throw core::InvalidOptions({.what = channel_key(index),
                              .got = "complex values",
                              .expected = "real ones",
                              .fix = "set part = \"magnitude\""});
}

}  // namespace

FeatureStack::FeatureStack(const StackOptions& options) {
  const StackOptions stack = resolved(options);
  for (size_t i = 0; i < stack.channels.size(); ++i) {
    channels_.push_back(for_channel(i, [&] { return make_channel(stack.channels[i]); }));
    require_real(*channels_[i], i);
    names_.push_back(channel_name(stack.channels[i]));
    bins_ = std::max(bins_, channels_[i]->num_bins());
  }
  bins_ = stack.bins.value_or(bins_);
  for (size_t i = 0; i < channels_.size(); ++i)
    fits_.push_back(
        for_channel(i, [&] { return RowFit(channels_[i]->num_bins(), bins_, stack.fit); }));
  require_equal_hops();
  require_near_frames();
  share_transforms(stack);
}

void FeatureStack::require_equal_hops() const {
  const int64_t expected = hop_length();
  for (size_t i = 1; i < channels_.size(); ++i)
    if (const int64_t got = channels_[i]->hop_length(); got != expected)
      throw core::InvalidOptions({.what = channel_key(i),
                                  .got = fmt::format("a frame every {} samples", got),
                                  .expected = fmt::format("{}, as of channels[0]", expected),
                                  .fix = "give all channels the same hop_length"});
}

void FeatureStack::require_near_frames() const {
  const Locality widest = locality();
  // From here on, a hop more is a frame more in every channel.
  const int64_t least = widest.before + widest.after;
  for (int64_t length = least; length < least + widest.hop_length; ++length) {
    int64_t fewest = channels_.front()->num_frames(length), most = fewest;
    for (size_t i = 1; i < channels_.size(); ++i) {
      const int64_t got = channels_[i]->num_frames(length);
      fewest = std::min(fewest, got);
      most = std::max(most, got);
      if (most - fewest > 1)
        throw core::InvalidOptions(
            {.what = channel_key(i),
             .got = fmt::format("{} frames of {} samples", got, length),
             .expected = fmt::format("{}, as of a channel before it, or one more or less",
                                     got == most ? fewest : most),
             .fix = "set center = true in all channels that have it"});
    }
  }
}

bool FeatureStack::derives_from_another(size_t channel, const StackOptions& stack) {
  const auto source = std::visit([](const auto& chosen) { return source_options(chosen); },
                                 stack.channels[channel]);
  if (!source) return false;
  for (size_t i = 0; i < channels_.size(); ++i) {
    if (resolved_channel(stack.channels[i]) != resolved_channel(*source)) continue;
    const auto& feature = dynamic_cast<const DerivedFeature&>(*channels_[channel]);
    derived_.push_back({.feature = &feature, .channel = channel, .source = i});
    return true;
  }
  return false;
}

void FeatureStack::share_transforms(const StackOptions& stack) {
  for (size_t i = 0; i < channels_.size(); ++i) {
    if (derives_from_another(i, stack)) continue;
    const auto* spectral = dynamic_cast<const SpectralFeature*>(channels_[i].get());
    if (!spectral) {
      alone_.push_back(i);
      continue;
    }
    auto group = std::ranges::find_if(shared_, [&](const SharedTransform& candidate) {
      return candidate.features.front()->shares_spectrum_with(*spectral);
    });
    if (group == shared_.end()) group = shared_.insert(group, SharedTransform{});
    group->features.push_back(spectral);
    group->channels.push_back(i);
  }
  std::vector<bool> is_source(channels_.size(), false);
  for (const DerivedChannel& derived : derived_) is_source[derived.source] = true;
  std::ranges::stable_partition(
      derived_, [&](const DerivedChannel& derived) { return is_source[derived.channel]; });
}

void FeatureStack::compute_into(std::span<const float> mono, FeatureMatrix& output) const {
  thread_local std::vector<FeatureMatrix> parts;
  thread_local std::vector<FeatureMatrix*> targets;
  if (parts.size() < channels_.size()) parts.resize(channels_.size());
  for (const SharedTransform& group : shared_) {
    targets.clear();
    for (const size_t channel : group.channels) targets.push_back(&parts[channel]);
    compute_together(group.features, mono, targets);
  }
  for (const size_t channel : alone_) channels_[channel]->compute_into(mono, parts[channel]);
  const dsp::FlushDenormals flush;
  for (const auto& [feature, channel, source] : derived_) {
    parts[channel].reshape(feature->num_bins(), parts[source].frames);
    feature->derive(parts[source], parts[channel]);
  }

  output.reshape(num_bins(), num_frames(std::ssize(mono)));
  for (int64_t i = 0; i < num_channels(); ++i) place(i, parts[static_cast<size_t>(i)], output);
}

void FeatureStack::place(int64_t index, const FeatureMatrix& channel, FeatureMatrix& output) const {
  const auto size = static_cast<size_t>(bins_ * output.frames);
  const auto start = static_cast<size_t>(index) * size;
  fits_[static_cast<size_t>(index)].apply(channel, std::span(output.values).subspan(start, size));
}

int64_t FeatureStack::num_frames(int64_t num_samples) const {
  int64_t frames = channels_.front()->num_frames(num_samples);
  for (const auto& channel : channels_) frames = std::min(frames, channel->num_frames(num_samples));
  return frames;
}

Locality FeatureStack::locality() const {
  Locality widest = channels_.front()->locality();
  for (const auto& channel : channels_) {
    const Locality locality = channel->locality();
    widest.before = std::max(widest.before, locality.before);
    widest.after = std::max(widest.after, locality.after);
    if (widest.whole_clip.empty()) widest.whole_clip = locality.whole_clip;
  }
  return widest;
}

std::unique_ptr<FeatureStream> FeatureStack::make_stream() const {
  if (locality().whole_clip.empty()) return Feature::make_stream();
  std::vector<std::unique_ptr<FeatureStream>> streams;
  for (size_t i = 0; i < channels_.size(); ++i)
    streams.push_back(for_channel(i, [&] { return channels_[i]->make_stream(); }));
  return std::make_unique<StackStream>(*this, std::move(streams));
}

std::string FeatureStack::value_unit() const {
  const std::string unit = channels_.front()->value_unit();
  const bool is_common = std::ranges::all_of(
      channels_, [&](const auto& channel) { return channel->value_unit() == unit; });
  return is_common ? unit : "";
}

std::vector<std::string> FeatureStack::warnings() const {
  std::vector<std::string> all;
  for (size_t i = 0; i < channels_.size(); ++i)
    for (const std::string& warning : channels_[i]->warnings())
      all.push_back(fmt::format("{}: {}", channel_key(i), warning));
  return all;
}

}  // namespace pinna::features
