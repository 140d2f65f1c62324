#include "pinna/core/npy_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

#include <fmt/format.h>

#include "pinna/core/error.h"

namespace pinna::core {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr size_t kAlignment = 64;
constexpr size_t kMostDigits = 20;  // of a dimension
constexpr size_t kMaxDimensions = 64;

struct DescriptionRow {
  std::string_view letters;  ///< numpy's kind and size, after the byte order
  DType dtype;
};
constexpr std::array<DescriptionRow, 13> kDescriptions{{{"f8", DType::float64},
                                                        {"f4", DType::float32},
                                                        {"f2", DType::float16},
                                                        {"c8", DType::complex64},
                                                        {"i8", DType::int64},
                                                        {"i4", DType::int32},
                                                        {"i2", DType::int16},
                                                        {"i1", DType::int8},
                                                        {"u8", DType::uint64},
                                                        {"u4", DType::uint32},
                                                        {"u2", DType::uint16},
                                                        {"u1", DType::uint8},
                                                        {"b1", DType::bool_}}};

/// A reader of the one Python dictionary that a header is.
class HeaderParser {
 public:
  HeaderParser(std::string_view text, size_t offset, std::string_view where)
      : text_(text), offset_(offset), where_(where) {}

  NpyHeader parse() {
    NpyHeader header;
    bool has_type = false, has_order = false, has_shape = false;
    expect('{');
    while (!accept('}')) {
      const std::string_view key = quoted();
      expect(':');
      if (key == "descr" && !std::exchange(has_type, true)) {
        header.dtype = dtype();
      } else if (key == "fortran_order" && !std::exchange(has_order, true)) {
        header.fortran_order = boolean();
      } else if (key == "shape" && !std::exchange(has_shape, true)) {
        header.shape = shape();
      } else {
        fail(fmt::format("key '{}'", key), "descr, fortran_order and shape, once each");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_space();
    if (position_ != text_.size()) fail(here(), "the end of the header");
    if (!has_type || !has_order || !has_shape)
      fail("a header with a key missing", "descr, fortran_order and shape");
    return header;
  }

 private:
  [[noreturn]] void fail(std::string got, std::string expected, std::string fix = "") const {
    throw BadData({.what = "not a usable .npy header",
                   .got = std::move(got),
                   .expected = std::move(expected),
                   .where = fmt::format("{}: byte {}", where_, offset_ + position_),
                   .fix = std::move(fix)});
  }
  std::string here() const {
    if (position_ == text_.size()) return "the end";
    const char c = text_[position_];
    return c >= ' ' && c <= '~' ? fmt::format("'{}'", c)
                                : fmt::format("byte {}", static_cast<unsigned char>(c));
  }
  void skip_space() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n'))
      ++position_;
  }
  bool accept(char c) {
    skip_space();
    if (position_ == text_.size() || text_[position_] != c) return false;
    ++position_;
    return true;
  }
  void expect(char c) {
    if (!accept(c)) fail(here(), fmt::format("'{}'", c));
  }
  std::string_view quoted() {
    const char quote = accept('"') ? '"' : '\'';
    if (quote == '\'') expect('\'');
    const size_t end = text_.find(quote, position_);
    if (end == std::string_view::npos) fail("an open quotation", "its end");
    const std::string_view content = text_.substr(position_, end - position_);
    position_ = end + 1;
    return content;
  }
  bool boolean() {
    skip_space();
    for (const auto& [word, value] : {std::pair{"True", true}, std::pair{"False", false}}) {
      if (!text_.substr(position_).starts_with(word)) continue;
      position_ += std::strlen(word);
      return value;
    }
    fail(here(), "True or False");
  }
  DType dtype() {
    skip_space();
    if (position_ < text_.size() && text_[position_] == '[')
      fail("a structured type", "one plain number type", "save each field as an array of its own");
    const std::string_view description = quoted();
    const std::string got = fmt::format("type '{}'", description);
    if (description.starts_with('>'))
      fail(got, "little-endian numbers", "save it with .astype(a.dtype.newbyteorder('<'))");
    if (description.find('O') != std::string_view::npos)
      fail(got, "numbers; Python objects are never read", "save a plain array");
    const std::string_view letters = description.substr(description.empty() ? 0 : 1);
    const auto row = std::find_if(kDescriptions.begin(), kDescriptions.end(),
                                  [&](const auto& item) { return item.letters == letters; });
    if (row == kDescriptions.end()) fail(got, "a float, complex64, integer or bool type");
    const bool single_byte = element_size(row->dtype) == 1;
    if (description[0] != '<' && !(single_byte && description[0] == '|'))
      fail(got, "a byte order of '<', or '|' for single bytes");
    return row->dtype;
  }
  int64_t dimension() {
    skip_space();
    int64_t value = 0;
    const char* begin = text_.data() + position_;
    const auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc() || value < 0) fail(here(), "a dimension >= 0");
    position_ += static_cast<size_t>(end - begin);
    return value;
  }
  std::vector<int64_t> shape() {
    std::vector<int64_t> dimensions;
    expect('(');
    while (!accept(')')) {
      if (dimensions.size() == kMaxDimensions)
        fail("more dimensions", fmt::format("at most {}", kMaxDimensions));
      dimensions.push_back(dimension());
      if (!accept(',')) {
        if (dimensions.size() == 1) fail(here(), "',' as in (3,)");
        expect(')');
        break;
      }
    }
    return dimensions;
  }

  std::string_view text_;
  size_t offset_;
  std::string_view where_;
  size_t position_ = 0;
};

std::string shape_tuple(const std::vector<int64_t>& shape) {
  std::string text = "(";
  for (const int64_t dimension : shape)
    text += fmt::format("{}{}", text.size() > 1 ? ", " : "", dimension);
  return text + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace

NpyHeader parse_npy_header(std::string_view start, int64_t total_bytes, std::string_view where) {
  const auto fail = [&](std::string got, std::string expected) {
    throw BadData({.what = "not a .npy file",
                   .got = std::move(got),
                   .expected = std::move(expected),
                   .where = std::string(where)});
  };
  if (!start.starts_with(kMagic)) fail("another beginning", "the bytes \\x93NUMPY");
  if (start.size() < 10) fail(fmt::format("{} bytes", start.size()), "a header");
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(start[i]); };
  const int version = byte(6);
  if (version < 1 || version > 3 || byte(7) != 0)
    fail(fmt::format("version {}.{}", version, byte(7)), "1.0, 2.0 or 3.0");
  const size_t begin = version == 1 ? 10 : 12;
  if (start.size() < begin) fail(fmt::format("{} bytes", start.size()), "a header");
  int64_t length = 0;
  for (size_t i = begin; i-- > 8;) length = length << 8 | byte(i);
  if (static_cast<int64_t>(begin) + length > kMaxNpyHeaderBytes)
    fail(fmt::format("a header of {} bytes", length),
         fmt::format("at most {}", kMaxNpyHeaderBytes));
  const int64_t data_offset = static_cast<int64_t>(begin) + length;
  if (data_offset > total_bytes)
    fail(fmt::format("{} bytes", total_bytes), fmt::format("a header up to {}", data_offset));
  NpyHeader header =
      HeaderParser(start.substr(begin, static_cast<size_t>(length)), begin, where).parse();
  header.data_offset = data_offset;
  const std::optional<int64_t> count = num_elements(header.dtype, header.shape);
  if (!count) fail("shape " + shape_text(header.shape), "a shape that fits in memory");
  const int64_t expected = *count * element_size(header.dtype);
  if (total_bytes - data_offset != expected)
    fail(fmt::format("{} bytes of data", total_bytes - data_offset),
         fmt::format("{} for shape {} of {}", expected, shape_text(header.shape),
                     dtype_name(header.dtype)));
  return header;
}

std::string npy_header(const Array& array) {
  array.require_complete();
  return npy_header(NpyHeader{.dtype = array.dtype, .shape = array.shape});
}

std::string npy_header(const NpyHeader& header) {
  const auto row = std::find_if(kDescriptions.begin(), kDescriptions.end(),
                                [&](const auto& item) { return item.dtype == header.dtype; });
  if (row == kDescriptions.end())
    throw InvalidOptions({.what = "type of a .npy array",
                          .got = std::string(dtype_name(header.dtype)),
                          .expected = "a type that numpy has",
                          .fix = "convert it to float32 first"});
  std::string text =
      fmt::format("{{'descr': '{}{}', 'fortran_order': {}, 'shape': {}, }}",
                  element_size(header.dtype) == 1 ? '|' : '<', row->letters,
                  header.fortran_order ? "True" : "False", shape_tuple(header.shape));
  if (header.fortran_order && !header.shape.empty())
    text.append(kMostDigits - std::to_string(header.shape.back()).size(), ' ');
  const size_t unpadded = kMagic.size() + 4 + text.size() + 1;
  text.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
  text += '\n';
  std::string result(kMagic);
  result.append({'\x01', '\x00'});
  result += static_cast<char>(text.size() & 0xff);
  result += static_cast<char>(text.size() >> 8);
  return result + text;
}

}  // namespace pinna::core
