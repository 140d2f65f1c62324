// What libsndfile reads from and writes to: bytes behind callbacks. Private to this folder.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>

#include <sndfile.h>

#include "pinna/audio/byte_source.h"
#include "pinna/audio/container.h"

namespace pinna::audio {

struct CloseSoundFile {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSoundFile>;

/// The stream within a byte source, from which libsndfile decodes. It outlives the decoder.
class StreamFile {
 public:
  StreamFile(std::unique_ptr<ByteSource> source, Stream stream)
      : source_(std::move(source)), stream_(stream) {}

  /// A decoder at the first frame; BadData if libsndfile does not take the stream.
  SoundFile open_decoder(SF_INFO& info);

  /// Throws what the byte source threw while libsndfile, which knows no exceptions, read from it.
  void rethrow_failure();

  Container container() const { return stream_.container; }
  const std::string& name() const { return source_->name(); }
  /// "name: byte N" of the next byte that will be read.
  std::string place() const { return source_->place(stream_.begin + position_); }

 private:
  static sf_count_t length(void* self);
  static sf_count_t seek(sf_count_t offset, int whence, void* self);
  static sf_count_t read(void* target, sf_count_t count, void* self);

  std::unique_ptr<ByteSource> source_;
  Stream stream_;
  int64_t position_ = 0;  // from the stream's beginning
  std::exception_ptr failure_;
};

/// A growing file in memory, to which libsndfile encodes. It outlives the encoder.
class MemoryFile {
 public:
  /// An encoder, or null if libsndfile cannot encode as `info` says.
  SoundFile open_encoder(SF_INFO& info);

  std::string take_bytes() { return std::move(bytes_); }

 private:
  static sf_count_t length(void* self);
  static sf_count_t seek(sf_count_t offset, int whence, void* self);
  static sf_count_t read(void* target, sf_count_t count, void* self);
  static sf_count_t write(const void* source, sf_count_t count, void* self);

  std::string bytes_;
  int64_t position_ = 0;
};

/// "wav", "flac", "ogg", "mp3".
std::string container_name(Container container);
/// "pcm16", "vorbis", ...: the codec of libsndfile's format, in its own words for rare ones.
std::string codec_name(int format);

}  // namespace pinna::audio
