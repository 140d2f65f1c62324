#include "pinna/audio/sound_file.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::audio {
namespace {

/// Where a seek leads, or -1 if that is outside [0, limit].
int64_t sought(int64_t offset, int whence, int64_t position, int64_t length, int64_t limit) {
  const int64_t origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? position : length;
  return offset < -origin || offset > limit - origin ? -1 : origin + offset;
}

}  // namespace

SoundFile StreamFile::open_decoder(SF_INFO& info) {
  position_ = 0;
  info = {};
  SF_VIRTUAL_IO callbacks{
      .get_filelen = length,
      .seek = seek,
      .read = read,
      .write = [](const void*, sf_count_t, void*) { return sf_count_t{0}; },
      .tell = [](void* self) -> sf_count_t { return static_cast<StreamFile*>(self)->position_; }};
  SoundFile decoder(sf_open_virtual(&callbacks, SFM_READ, &info, this));
  rethrow_failure();
  if (!decoder)
    throw core::BadData({.what = fmt::format("cannot decode {} file", container_name(container())),
                         .got = "a damaged header or an unknown codec",
                         .where = place()});
  return decoder;
}

void StreamFile::rethrow_failure() {
  if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

sf_count_t StreamFile::length(void* self) {
  const Stream& stream = static_cast<StreamFile*>(self)->stream_;
  return stream.end - stream.begin;
}

sf_count_t StreamFile::seek(sf_count_t offset, int whence, void* self) {
  int64_t& position = static_cast<StreamFile*>(self)->position_;
  const int64_t target = sought(offset, whence, position, length(self), length(self));
  if (target >= 0) position = target;
  return target;
}

sf_count_t StreamFile::read(void* target, sf_count_t count, void* self) {
  StreamFile& file = *static_cast<StreamFile*>(self);
  const int64_t wanted = std::clamp<int64_t>(count, 0, length(self) - file.position_);
  try {
    const int64_t got =
        file.source_->read_at(file.stream_.begin + file.position_,
                              {static_cast<char*>(target), static_cast<size_t>(wanted)});
    file.position_ += got;
    return got;
  } catch (...) {
    file.failure_ = std::current_exception();
    return 0;
  }
}

SoundFile MemoryFile::open_encoder(SF_INFO& info) {
  SF_VIRTUAL_IO callbacks{
      .get_filelen = length, .seek = seek, .read = read, .write = write, .tell = [](void* self) {
        return sf_count_t{static_cast<MemoryFile*>(self)->position_};
      }};
  return SoundFile(sf_open_virtual(&callbacks, SFM_WRITE, &info, this));
}

sf_count_t MemoryFile::length(void* self) {
  return std::ssize(static_cast<MemoryFile*>(self)->bytes_);
}

sf_count_t MemoryFile::seek(sf_count_t offset, int whence, void* self) {
  int64_t& position = static_cast<MemoryFile*>(self)->position_;
  const int64_t target = sought(offset, whence, position, length(self), INT64_MAX);
  if (target >= 0) position = target;
  return target;
}

sf_count_t MemoryFile::read(void* target, sf_count_t count, void* self) {
  MemoryFile& file = *static_cast<MemoryFile*>(self);
  const auto begin = static_cast<size_t>(std::min(file.position_, length(self)));
  const auto got = static_cast<int64_t>(
      file.bytes_.copy(static_cast<char*>(target), static_cast<size_t>(count), begin));
  file.position_ += got;
  return got;
}

sf_count_t MemoryFile::write(const void* source, sf_count_t count, void* self) {
  MemoryFile& file = *static_cast<MemoryFile*>(self);
  const int64_t end = file.position_ + count;
  if (end > length(self)) file.bytes_.resize(static_cast<size_t>(end));
  std::copy_n(static_cast<const char*>(source), count, file.bytes_.begin() + file.position_);
  file.position_ = end;
  return count;
}

std::string container_name(Container container) {
  static constexpr const char* names[] = {"wav", "flac", "ogg", "mp3"};
  return names[static_cast<size_t>(container)];
}

std::string codec_name(int format) {
  static constexpr std::pair<int, const char*> names[] = {
      {SF_FORMAT_PCM_S8, "pcm8"},       {SF_FORMAT_PCM_U8, "pcm8"},
      {SF_FORMAT_PCM_16, "pcm16"},      {SF_FORMAT_PCM_24, "pcm24"},
      {SF_FORMAT_PCM_32, "pcm32"},      {SF_FORMAT_FLOAT, "float32"},
      {SF_FORMAT_DOUBLE, "float64"},    {SF_FORMAT_ULAW, "ulaw"},
      {SF_FORMAT_ALAW, "alaw"},         {SF_FORMAT_VORBIS, "vorbis"},
      {SF_FORMAT_OPUS, "opus"},         {SF_FORMAT_MPEG_LAYER_II, "mp2"},
      {SF_FORMAT_MPEG_LAYER_III, "mp3"}};
  const int codec = format & SF_FORMAT_SUBMASK;
  for (const auto& [known, name] : names)
    if (codec == known) return name;
  SF_FORMAT_INFO description{.format = codec, .name = nullptr, .extension = nullptr};
  const int failed = sf_command(nullptr, SFC_GET_FORMAT_INFO, &description, sizeof description);
  return failed || !description.name ? "unknown" : description.name;
}

}  // namespace pinna::audio
