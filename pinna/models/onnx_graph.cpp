#include "pinna/models/onnx_graph.h"

#include <bit>
#include <type_traits>

namespace pinna::models {
namespace {

using core::ProtobufMessage;

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

constexpr int64_t ir_version = 8;
constexpr int64_t opset = 17;

// Numbers of the fields in onnx.proto.
namespace model_field {
constexpr int ir_version = 1, producer_name = 2, producer_version = 3, graph = 7, opset_import = 8,
              metadata_props = 14;
}
namespace graph_field {
constexpr int node = 1, name = 2, initializer = 5, input = 11, output = 12;
}
namespace node_field {
constexpr int input = 1, output = 2, name = 3, op_type = 4, attribute = 5;
}
namespace attribute_field {
constexpr int name = 1, f = 2, i = 3, s = 4, ints = 8, type = 20;
}
namespace tensor_field {
constexpr int dims = 1, data_type = 2, name = 8, raw_data = 9;
}
/// AttributeProto.AttributeType.
enum class AttributeType { real = 1, integer = 2, text = 3, integers = 7 };

ProtobufMessage to_message(const OnnxAttribute& attribute) {
  ProtobufMessage message;
  message.bytes(attribute_field::name, attribute.name);
  const AttributeType type = std::visit(
      [&](const auto& value) {
        using Value = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<Value, int64_t>) {
          message.integer(attribute_field::i, value);
          return AttributeType::integer;
        } else if constexpr (std::is_same_v<Value, double>) {
          message.float32(attribute_field::f, static_cast<float>(value));
          return AttributeType::real;
        } else if constexpr (std::is_same_v<Value, std::string>) {
          message.bytes(attribute_field::s, value);
          return AttributeType::text;
        } else {
          for (const int64_t number : value) message.integer(attribute_field::ints, number);
          return AttributeType::integers;
        }
      },
      attribute.value);
  message.integer(attribute_field::type, static_cast<int64_t>(type));
  return message;
}

/// ValueInfoProto: name = 1, type = 2; TypeProto.tensor_type = 1 with elem_type = 1, shape = 2;
/// TensorShapeProto.dim = 1 with dim_value = 1 or dim_param = 2.
ProtobufMessage value_info(const std::string& name, OnnxType type,
                           const std::vector<OnnxDimension>& shape) {
  ProtobufMessage dimensions;
  for (const OnnxDimension& dimension : shape) {
    ProtobufMessage one;
    if (const auto* size = std::get_if<int64_t>(&dimension))
      one.integer(1, *size);
    else
      one.bytes(2, std::get<std::string>(dimension));
    dimensions.message(1, one);
  }
  ProtobufMessage tensor, whole, info;
  tensor.integer(1, static_cast<int64_t>(type)).message(2, dimensions);
  whole.message(1, tensor);
  return info.bytes(1, name).message(2, whole);
}

}  // namespace

void OnnxGraph::add_input(const std::string& name, OnnxType type,
                          const std::vector<OnnxDimension>& shape) {
  inputs_.message(graph_field::input, value_info(name, type, shape));
}

void OnnxGraph::add_output(const std::string& name, OnnxType type,
                           const std::vector<OnnxDimension>& shape) {
  outputs_.message(graph_field::output, value_info(name, type, shape));
}

template <class T>
std::string OnnxGraph::add_constant(const std::string& name, OnnxType type,
                                    std::span<const T> values, const std::vector<int64_t>& shape) {
  ProtobufMessage tensor;
  for (const int64_t size : shape) tensor.integer(tensor_field::dims, size);
  tensor.integer(tensor_field::data_type, static_cast<int64_t>(type))
      .bytes(tensor_field::name, name)
      .bytes(tensor_field::raw_data,
             {reinterpret_cast<const char*>(values.data()), values.size_bytes()});
  constants_.message(graph_field::initializer, tensor);
  return name;
}

std::string OnnxGraph::constant(const std::string& name, std::span<const float> values,
                                const std::vector<int64_t>& shape) {
  return add_constant(name, OnnxType::float32, values, shape);
}

std::string OnnxGraph::constant(const std::string& name, std::span<const double> values,
                                const std::vector<int64_t>& shape) {
  return add_constant(name, OnnxType::float64, values, shape);
}

std::string OnnxGraph::constant(const std::string& name, std::span<const int64_t> values,
                                const std::vector<int64_t>& shape) {
  return add_constant(name, OnnxType::int64, values, shape);
}

std::string OnnxGraph::node(const std::string& operation, const std::vector<std::string>& inputs,
                            const std::string& output,
                            const std::vector<OnnxAttribute>& attributes) {
  ProtobufMessage node;
  for (const std::string& input : inputs) node.bytes(node_field::input, input);
  node.bytes(node_field::output, output)
      .bytes(node_field::name, output)
      .bytes(node_field::op_type, operation);
  for (const OnnxAttribute& attribute : attributes)
    node.message(node_field::attribute, to_message(attribute));
  nodes_.message(graph_field::node, node);
  return output;
}

std::string OnnxGraph::to_model(
    std::string_view name, std::string_view producer_version,
    const std::vector<std::pair<std::string, std::string>>& metadata) const {
  ProtobufMessage graph_name, operators, model;
  graph_name.bytes(graph_field::name, name);
  // The wire form of a message is that of its fields one after another.
  const std::string graph =
      nodes_.wire() + graph_name.wire() + constants_.wire() + inputs_.wire() + outputs_.wire();
  operators.bytes(1, "").integer(2, opset);  // OperatorSetIdProto: domain, version
  model.integer(model_field::ir_version, ir_version)
      .bytes(model_field::producer_name, "pinna")
      .bytes(model_field::producer_version, producer_version)
      .bytes(model_field::graph, graph)
      .message(model_field::opset_import, operators);
  for (const auto& [key, value] : metadata) {
    ProtobufMessage entry;  // StringStringEntryProto: key, value
    model.message(model_field::metadata_props, entry.bytes(1, key).bytes(2, value));
  }
  return model.wire();
}

}  // namespace pinna::models
