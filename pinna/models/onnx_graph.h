// ONNX models, written node by node. Format: onnx.proto of ONNX 1.12 (IR version 8, opset 17).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "pinna/core/protobuf.h"

namespace pinna::models {

/// An attribute of a node: "kernel_shape" and {3, 3}, say.
struct OnnxAttribute {
  std::string name;
  std::variant<int64_t, double, std::string, std::vector<int64_t>> value;
};

enum class OnnxType { float32 = 1, int64 = 7, float64 = 11 };

/// A dimension: its size, or a name for one that is decided in use.
using OnnxDimension = std::variant<int64_t, std::string>;

/// Nodes in the order in which they are computed. Every value has the name that the call which made
/// it returns or was given; names are unique as long as those given are.
class OnnxGraph {
 public:
  void add_input(const std::string& name, OnnxType type, const std::vector<OnnxDimension>& shape);
  void add_output(const std::string& name, OnnxType type, const std::vector<OnnxDimension>& shape);

  /// Constants; `values` row-major. They return `name`.
  std::string constant(const std::string& name, std::span<const float> values,
                       const std::vector<int64_t>& shape);
  std::string constant(const std::string& name, std::span<const double> values,
                       const std::vector<int64_t>& shape);
  std::string constant(const std::string& name, std::span<const int64_t> values,
                       const std::vector<int64_t>& shape);
  /// A number without dimensions.
  std::string scalar(const std::string& name, double value) {
    return constant(name, std::span(&value, 1), {});
  }

  /// One operation of ONNX's standard set; returns `output`.
  std::string node(const std::string& operation, const std::vector<std::string>& inputs,
                   const std::string& output, const std::vector<OnnxAttribute>& attributes = {});

  /// The bytes of the file; `metadata` becomes metadata_props.
  std::string to_model(std::string_view name, std::string_view producer_version,
                       const std::vector<std::pair<std::string, std::string>>& metadata = {}) const;

 private:
  template <class T>
  std::string add_constant(const std::string& name, OnnxType type, std::span<const T> values,
                           const std::vector<int64_t>& shape);

  core::ProtobufMessage nodes_, constants_, inputs_, outputs_;
};

}  // namespace pinna::models
