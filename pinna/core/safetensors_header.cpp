#include "pinna/core/safetensors_header.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMetadataKey = "__metadata__";
/// In front of the JSON: its length.
constexpr size_t kLengthBytes = 8;
constexpr size_t kMaxDimensions = 64;
constexpr size_t kMaxQuotedBytes = 60;

struct CodeRow {
  std::string_view code;
  DType dtype;
};
constexpr std::array<CodeRow, 14> kCodes{{{"F64", DType::float64},
                                          {"F32", DType::float32},
                                          {"F16", DType::float16},
                                          {"BF16", DType::bfloat16},
                                          {"C64", DType::complex64},
                                          {"I64", DType::int64},
                                          {"I32", DType::int32},
                                          {"I16", DType::int16},
                                          {"I8", DType::int8},
                                          {"U64", DType::uint64},
                                          {"U32", DType::uint32},
                                          {"U16", DType::uint16},
                                          {"U8", DType::uint8},
                                          {"BOOL", DType::bool_}}};

[[noreturn]] void fail(std::string_view where, std::string got, std::string expected) {
  throw BadData({.what = "not a usable safetensors file",
                 .got = std::move(got),
                 .expected = std::move(expected),
                 .where = std::string(where)});
}

/// Builds the header while the JSON is scanned, so that nothing but its exact form is ever stored
/// and a key that comes twice is seen. The depth is the number of open brackets.
class HeaderHandler : public nlohmann::json_sax<Json> {
 public:
  HeaderHandler(SafeTensorsHeader& header, std::string_view where)
      : header_(header), where_(where) {}

  bool null() override { refuse("null"); }
  bool boolean(bool) override { refuse("a boolean"); }
  bool number_float(double, const std::string& text) override { refuse("number " + text); }
  bool binary(Json::binary_t&) override { refuse("binary data"); }
  bool number_integer(int64_t value) override { refuse(fmt::format("number {}", value)); }

  bool number_unsigned(uint64_t value) override {
    if (depth_ != 3 || value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
      refuse(fmt::format("number {}", value));
    if (numbers().size() == kMaxDimensions) refuse("too many numbers");
    numbers().push_back(static_cast<int64_t>(value));
    return true;
  }

  bool string(std::string& value) override {
    if (depth_ == 2 && in_metadata()) {
      header_.metadata[field_] = value;
    } else if (depth_ == 2 && field_ == "dtype") {
      entry_.dtype = dtype(value);
    } else {
      refuse(fmt::format("text '{}'", value));
    }
    return true;
  }

  bool start_object(size_t) override {
    if (++depth_ > 2) refuse("an object");
    entry_ = {.name = name_};
    fields_.clear();
    offsets_.clear();
    return true;
  }

  bool key(std::string& value) override {
    if (!(depth_ == 1 ? names_ : fields_).insert(value).second)
      refuse(fmt::format("key '{}' twice", value));
    (depth_ == 1 ? name_ : field_) = value;
    return true;
  }

  bool end_object() override {
    if (--depth_ != 1 || in_metadata()) return true;
    if (fields_ != std::set<std::string>{"data_offsets", "dtype", "shape"} || offsets_.size() != 2)
      refuse("other fields");
    entry_.begin = offsets_[0];
    entry_.end = offsets_[1];
    header_.entries.push_back(std::move(entry_));
    return true;
  }

  bool start_array(size_t) override {
    if (++depth_ != 3 || in_metadata() || (field_ != "shape" && field_ != "data_offsets"))
      refuse("an array");
    return true;
  }

  bool end_array() override {
    --depth_;
    return true;
  }

  bool parse_error(size_t position, const std::string& token,
                   const nlohmann::detail::exception&) override {
    throw BadData({.what = "not a usable safetensors file",
                   .got = fmt::format("'{}' in the header",
                                      std::string_view(token).substr(0, kMaxQuotedBytes)),
                   .expected = "JSON in UTF-8",
                   .where = fmt::format("{}: byte {}", where_, kLengthBytes + position)});
  }

 private:
  [[noreturn]] void refuse(std::string got) const {
    std::string place = "header";
    if (depth_ >= 1 && !name_.empty()) place = fmt::format("entry '{}'", name_);
    fail(where_, fmt::format("{} in {}", got, place),
         in_metadata() ? "text for each key, once"
                       : "one object with dtype, shape and data_offsets [begin, end] per tensor");
  }
  bool in_metadata() const { return name_ == kMetadataKey; }
  std::vector<int64_t>& numbers() { return field_ == "shape" ? entry_.shape : offsets_; }
  DType dtype(const std::string& code) const {
    const auto row = std::find_if(kCodes.begin(), kCodes.end(),
                                  [&](const auto& item) { return item.code == code; });
    if (row == kCodes.end())
      fail(where_, fmt::format("type '{}' of tensor '{}'", code, name_),
           "F64, F32, F16, BF16, C64, an integer type or BOOL");
    return row->dtype;
  }

  SafeTensorsHeader& header_;
  std::string_view where_;
  int depth_ = 0;
  std::string name_, field_;  ///< the newest keys at depth 1 and 2
  std::set<std::string> names_, fields_;
  TensorEntry entry_;
  std::vector<int64_t> offsets_;
};

void require_no_gap(const std::vector<TensorEntry>& entries, int64_t data_bytes,
                    std::string_view where) {
  int64_t position = 0;
  for (const TensorEntry& entry : entries) {
    const auto span = [&] {
      return fmt::format("tensor '{}' in bytes {} to {}", entry.name, entry.begin, entry.end);
    };
    if (entry.begin != position || entry.end < entry.begin)
      fail(where, span(), fmt::format("it to begin at {}", position));
    const std::optional<int64_t> count = num_elements(entry.dtype, entry.shape);
    if (!count || *count * element_size(entry.dtype) != entry.end - entry.begin)
      fail(where, span(),
           fmt::format("as many as {} of shape {} need", dtype_name(entry.dtype),
                       shape_text(entry.shape)));
    position = entry.end;
  }
  if (position != data_bytes)
    fail(where, fmt::format("{} bytes of data", data_bytes), fmt::format("{}", position));
}

}  // namespace

SafeTensorsHeader parse_safetensors_header(std::string_view json, int64_t data_bytes,
                                           std::string_view where) {
  if (!json.starts_with('{')) fail(where, "another beginning of the header", "'{'");
  // The JSON library takes a zero byte for the end; what follows would go unchecked.
  if (json.find('\0') != std::string_view::npos) fail(where, "a zero byte in the header", "JSON");
  SafeTensorsHeader header;
  HeaderHandler handler(header, where);
  Json::sax_parse(json, &handler);
  std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
    return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
  });
  require_no_gap(header.entries, data_bytes, where);
  return header;
}

std::string safetensors_header(const std::vector<TensorEntry>& entries,
                               const std::map<std::string, std::string, std::less<>>& metadata) {
  auto json = Json::object();
  if (!metadata.empty()) json[std::string(kMetadataKey)] = metadata;
  for (const TensorEntry& entry : entries) {
    if (entry.name == kMetadataKey)
      throw InvalidOptions({.what = "name of a tensor", .got = entry.name, .expected = "another"});
    const auto row = std::find_if(kCodes.begin(), kCodes.end(),
                                  [&](const auto& item) { return item.dtype == entry.dtype; });
    json[entry.name] = {
        {"dtype", row->code}, {"shape", entry.shape}, {"data_offsets", {entry.begin, entry.end}}};
  }
  try {
    std::string text = json.dump();
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
    return text;
  } catch (const Json::type_error& error) {
    throw InvalidOptions({.what = "name or metadata of a safetensors file",
                          .got = error.what(),
                          .expected = "text in UTF-8"});
  }
}

}  // namespace pinna::core
