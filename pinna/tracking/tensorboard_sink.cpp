#include "pinna/tracking/tensorboard_sink.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "pinna/core/error.h"
#include "pinna/core/files.h"
#include "pinna/tracking/byte_order.h"
#include "pinna/tracking/checksum.h"
#include "pinna/tracking/histogram.h"
#include "pinna/tracking/png.h"

namespace pinna::tracking {
namespace {

namespace fs = std::filesystem;
using core::ProtobufMessage;

// Field numbers, by message.
namespace event_field {
enum { wall_time = 1, step = 2, file_version = 3, summary = 5, session_log = 7 };
}
namespace session_log_field {
enum { status = 1 };
}
namespace summary_field {
enum { value = 1 };
}
namespace value_field {
enum { tag = 1, simple_value = 2, image = 4, histogram = 5, audio = 6, tensor = 8, metadata = 9 };
}
namespace metadata_field {
enum { plugin_data = 1, data_class = 4 };
}
namespace plugin_data_field {
enum { plugin_name = 1, content = 2 };
}
namespace pr_curve_field {
enum { num_thresholds = 2 };
}
namespace image_field {
enum { height = 1, width = 2, colorspace = 3, encoded = 4 };
}
namespace audio_field {
enum { sample_rate = 1, num_channels = 2, length_frames = 3, encoded = 4, content_type = 5 };
}
namespace histogram_field {
enum { min = 1, max = 2, num = 3, sum = 4, sum_squares = 5, bucket_limit = 6, bucket = 7 };
}
namespace tensor_field {
enum { dtype = 1, shape = 2, float_val = 5, string_val = 8 };
}
namespace shape_field {
enum { dimension = 2 };
}
namespace dimension_field {
enum { size = 1 };
}

constexpr int64_t kSessionStart = 1;
constexpr int64_t kTensorClass = 2;  // of SummaryMetadata.data_class
constexpr int64_t kFloat = 1;        // of TensorProto.dtype
constexpr int64_t kString = 7;
constexpr std::string_view prefix = "events.out.tfevents.";

ProtobufMessage plugin(std::string_view name, const ProtobufMessage& content) {
  ProtobufMessage data;
  data.bytes(plugin_data_field::plugin_name, name).message(plugin_data_field::content, content);
  ProtobufMessage metadata;
  metadata.message(metadata_field::plugin_data, data)
      .integer(metadata_field::data_class, kTensorClass);
  return metadata;
}

ProtobufMessage tagged(std::string_view name) {
  return ProtobufMessage().bytes(value_field::tag, name);
}

ProtobufMessage shape(std::initializer_list<int64_t> sizes) {
  ProtobufMessage message;
  for (const int64_t size : sizes)
    message.message(shape_field::dimension, ProtobufMessage().integer(dimension_field::size, size));
  return message;
}

/// The seconds in the name of an event file.
std::optional<int64_t> seconds_in(const std::string& name) {
  if (!name.starts_with(prefix)) return std::nullopt;
  int64_t seconds = 0;
  const char* begin = name.data() + prefix.size();
  const auto [end, error] = std::from_chars(begin, name.data() + name.size(), seconds);
  return error == std::errc() && end != begin ? std::optional(seconds) : std::nullopt;
}

std::optional<int64_t> newest_file(const fs::path& folder) {
  std::optional<int64_t> newest;
  for (const auto& entry : fs::directory_iterator(folder))
    if (const auto seconds = seconds_in(entry.path().filename().string()))
      newest = std::max(newest.value_or(0), *seconds);
  return newest;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "localhost";
}

/// Readers take files in the order of their names.
fs::path new_file(const fs::path& folder, double now, std::optional<int64_t> newest) {
  static std::atomic<int> counter{0};
  const int64_t seconds = std::max(static_cast<int64_t>(now), newest.value_or(-1) + 1);
  return folder /
         fmt::format("{}{:010}.{}.{}.{}", prefix, seconds, host_name(), ::getpid(), counter++);
}

/// Four spaces make a block of code in Markdown, which TensorBoard renders.
std::string as_code(std::string_view lines) {
  std::string code;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n') + 1);
    code += "    ";
    code += line.empty() ? lines : line;
    lines.remove_prefix(line.empty() ? lines.size() : line.size());
  }
  return code;
}

}  // namespace

TensorBoardSink::TensorBoardSink(fs::path folder, WallClock clock)
    : folder_(std::move(folder)), clock_(std::move(clock)) {}

ProtobufMessage TensorBoardSink::event() const {
  return ProtobufMessage().float64(event_field::wall_time, clock_());
}

void TensorBoardSink::add(const ProtobufMessage& event) {
  const std::string& data = event.wire();
  std::string length;
  append_little_endian(length, uint64_t{data.size()});
  pending_ += length;
  append_little_endian(pending_, masked_crc32c(length));
  pending_ += data;
  append_little_endian(pending_, masked_crc32c(data));
}

void TensorBoardSink::add_value(int64_t step, const ProtobufMessage& value) {
  add(event()
          .integer(event_field::step, step)
          .message(event_field::summary, ProtobufMessage().message(summary_field::value, value)));
}

void TensorBoardSink::flush() {
  if (!file_)
    throw core::Bug({.what = "values for TensorBoard before the start", .where = folder_.string()});
  file_->append(pending_);
  pending_.clear();
}

void TensorBoardSink::start(const core::ConfigTable& config, int64_t first_step) {
  core::make_folder(folder_);
  const auto newest = newest_file(folder_);
  file_ = std::make_unique<core::AppendedFile>(new_file(folder_, clock_(), newest));
  add(event().bytes(event_field::file_version, "brain.Event:2"));
  if (newest)
    add(event()
            .integer(event_field::step, first_step)
            .message(event_field::session_log,
                     ProtobufMessage().integer(session_log_field::status, kSessionStart)));
  text("recipe", first_step, as_code(core::to_toml(config)));
  flush();
}

void TensorBoardSink::scalar(std::string_view name, int64_t step, double value) {
  add_value(step, tagged(name).float32(value_field::simple_value, static_cast<float>(value)));
}

void TensorBoardSink::summary(std::string_view name, int64_t step, double value) {
  scalar(name, step, value);
}

void TensorBoardSink::text(std::string_view name, int64_t step, std::string_view text) {
  ProtobufMessage tensor;
  tensor.integer(tensor_field::dtype, kString)
      .message(tensor_field::shape, shape({}))
      .bytes(tensor_field::string_val, text);
  add_value(step, tagged(name)
                      .message(value_field::tensor, tensor)
                      .message(value_field::metadata, plugin("text", {})));
}

void TensorBoardSink::image(std::string_view name, int64_t step, std::string_view png) {
  const PngSize size = png_size(png);
  ProtobufMessage image;
  image.integer(image_field::height, size.height)
      .integer(image_field::width, size.width)
      .integer(image_field::colorspace, size.channels)
      .bytes(image_field::encoded, png);
  add_value(step, tagged(name).message(value_field::image, image));
}

void TensorBoardSink::histogram(std::string_view name, int64_t step,
                                std::span<const float> values) {
  const Histogram histogram = exponential_histogram(values);
  ProtobufMessage message;
  message.float64(histogram_field::min, histogram.min)
      .float64(histogram_field::max, histogram.max)
      .float64(histogram_field::num, histogram.count)
      .float64(histogram_field::sum, histogram.sum)
      .float64(histogram_field::sum_squares, histogram.sum_of_squares)
      .packed(histogram_field::bucket_limit, histogram.limits)
      .packed(histogram_field::bucket, histogram.counts);
  add_value(step, tagged(name).message(value_field::histogram, message));
}

void TensorBoardSink::audio(std::string_view name, int64_t step, const AudioClip& clip) {
  ProtobufMessage audio;
  audio.float32(audio_field::sample_rate, static_cast<float>(clip.sample_rate))
      .integer(audio_field::num_channels, clip.channels)
      .integer(audio_field::length_frames, clip.frames)
      .bytes(audio_field::encoded, clip.wav)
      .bytes(audio_field::content_type, "audio/wav");
  add_value(step, tagged(name).message(value_field::audio, audio));
}

void TensorBoardSink::pr_curve(std::string_view name, int64_t step, const PrCurve& curve) {
  std::vector<float> rows;  // [6, num_thresholds]
  for (const auto* row : {&curve.true_positives, &curve.false_positives, &curve.true_negatives,
                          &curve.false_negatives, &curve.precision, &curve.recall})
    rows.insert(rows.end(), row->begin(), row->end());
  ProtobufMessage tensor;
  tensor.integer(tensor_field::dtype, kFloat)
      .message(tensor_field::shape, shape({6, curve.num_thresholds()}))
      .packed(tensor_field::float_val, rows);
  const auto content =
      ProtobufMessage().integer(pr_curve_field::num_thresholds, curve.num_thresholds());
  add_value(step, tagged(name)
                      .message(value_field::tensor, tensor)
                      .message(value_field::metadata, plugin("pr_curves", content)));
}

void TensorBoardSink::commit(int64_t) {
  flush();
}

void TensorBoardSink::close(Outcome) {
  if (file_ && !pending_.empty()) flush();
  file_.reset();
}

}  // namespace pinna::tracking
