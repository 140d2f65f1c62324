"""Readers of event files and W&B logs, written from the descriptions of the formats.

They share no code with the writers: Debian's python3-protobuf and python3-crc32c do the decoding.
"""
import struct
import zlib

import crc32c
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FIELD = descriptor_pb2.FieldDescriptorProto
KINDS = {
    "double": FIELD.TYPE_DOUBLE,
    "float": FIELD.TYPE_FLOAT,
    "int64": FIELD.TYPE_INT64,
    "string": FIELD.TYPE_STRING,
    "bytes": FIELD.TYPE_BYTES,
    "bool": FIELD.TYPE_BOOL,
}

# "name = number kind"; a kind in [] is repeated, any other word names a message of this table.
TENSORBOARD = {
    "Event": "wall_time=1 double, step=2 int64, file_version=3 string, summary=5 Summary, session_log=7 SessionLog",
    "SessionLog": "status=1 int64",
    "Summary": "value=1 [Value]",
    "Value": "tag=1 string, simple_value=2 float, image=4 Image, histo=5 Histogram, audio=6 Audio,"
             " tensor=8 Tensor, metadata=9 Metadata",
    "Image": "height=1 int64, width=2 int64, colorspace=3 int64, encoded=4 bytes",
    "Histogram": "min=1 double, max=2 double, num=3 double, sum=4 double, sum_squares=5 double,"
                 " bucket_limit=6 [double], bucket=7 [double]",
    "Audio": "sample_rate=1 float, num_channels=2 int64, length_frames=3 int64, encoded=4 bytes, content_type=5 string",
    "Tensor": "dtype=1 int64, shape=2 Shape, float_val=5 [float], string_val=8 [bytes]",
    "Shape": "dim=2 [Dimension]",
    "Dimension": "size=1 int64",
    "Metadata": "plugin_data=1 PluginData, data_class=4 int64",
    "PluginData": "plugin_name=1 string, content=2 bytes",
    "PrCurve": "version=1 int64, num_thresholds=2 int64",
}
WANDB = {
    "Record": "num=1 int64, history=2 History, summary=3 Updates, config=5 Updates, files=6 Files, run=17 Run,"
              " exit=18 Exit",
    "History": "item=1 [Item], step=2 Step",
    "Step": "num=1 int64",
    "Item": "key=1 string, nested_key=2 [string], value_json=16 string",
    "Updates": "update=1 [Item], remove=2 [Item]",
    "Files": "files=1 [File]",
    "File": "path=1 string, policy=2 int64",
    "Run": "run_id=1 string, entity=2 string, project=3 string, config=4 Updates, run_group=6 string,"
           " display_name=8 string, host=13 string, starting_step=14 int64, start_time=17 Timestamp, resumed=18 bool",
    "Timestamp": "seconds=1 int64, nanos=2 int64",
    "Exit": "exit_code=1 int64, runtime=2 int64",
}


def message_classes(package, table):
    """Classes of proto2 messages, so that absent fields can be told from zeros."""
    file = descriptor_pb2.FileDescriptorProto(name=package + ".proto", package=package, syntax="proto2")
    for message, fields in table.items():
        described = file.message_type.add(name=message)
        for field in fields.split(", "):
            declaration, kind = field.strip().split(" ")
            name, number = declaration.split("=")
            repeated = kind.startswith("[")
            kind = kind.strip("[]")
            entry = described.field.add(name=name, number=int(number))
            entry.label = FIELD.LABEL_REPEATED if repeated else FIELD.LABEL_OPTIONAL
            if kind in KINDS:
                entry.type = KINDS[kind]
            else:
                entry.type, entry.type_name = FIELD.TYPE_MESSAGE, f".{package}.{kind}"
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    factory = message_factory.MessageFactory(pool)
    return {name: factory.GetPrototype(pool.FindMessageTypeByName(f"{package}.{name}")) for name in table}


tensorboard = message_classes("tb", TENSORBOARD)
wandb = message_classes("wb", WANDB)


class Damaged(Exception):
    """What follows the last whole record is no record."""


def parsed(cls, data):
    message = cls.FromString(data)
    if unknown_fields(message):
        raise Damaged("a field that the format does not have")
    return message


def unknown_fields(message):
    if message.SerializeToString(deterministic=True) == b"":
        return False
    known = type(message)()
    known.CopyFrom(message)
    known.DiscardUnknownFields()
    return known.ByteSize() != message.ByteSize()


def masked(data):
    crc = crc32c.crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def event_records(data):
    """Payloads of a TFRecord file; Damaged at its end unless that is the end of a record."""
    at = 0
    while at < len(data):
        if len(data) - at < 12:
            raise Damaged("length cut off")
        (length, length_crc) = struct.unpack_from("<QI", data, at)
        if masked(data[at:at + 8]) != length_crc:
            raise Damaged("wrong checksum of a length")
        if len(data) - at < 16 + length:
            raise Damaged("record cut off")
        payload = data[at + 12:at + 12 + length]
        if masked(payload) != struct.unpack_from("<I", data, at + 12 + length)[0]:
            raise Damaged("wrong checksum of data")
        yield payload
        at += 16 + length


def wandb_records(data):
    """Payloads of a .wandb file, likewise."""
    if len(data) < 7:
        raise Damaged("header cut off")
    if struct.unpack_from("<4sHB", data) != (b":W&B", 0xBEE1, 0):
        raise Damaged("no header")
    at, record = 7, None
    while at < len(data):
        left = 32768 - at % 32768
        if left < 7:
            if any(data[at:at + left]):
                raise Damaged("padding is not zero")
            at += left
            continue
        if len(data) - at < 7:
            raise Damaged("chunk header cut off")
        crc, length, kind = struct.unpack_from("<IHB", data, at)
        if length > left - 7:
            raise Damaged("a chunk crosses a block")
        payload = data[at + 7:at + 7 + length]
        if len(payload) < length:
            raise Damaged("chunk cut off")
        if zlib.crc32(bytes([kind]) + payload) != crc:
            raise Damaged("wrong checksum of a chunk")
        if (record is None) != (kind in (1, 2)):
            raise Damaged("chunks out of order")
        record = payload if record is None else record + payload
        if kind in (1, 4):
            yield record
            record = None
        at += 7 + length
    if record is not None:
        raise Damaged("record cut off")


def readable(records):
    """The records up to the damage, and whether there was any."""
    whole = []
    try:
        for record in records:
            whole.append(record)
    except Damaged:
        return whole, True
    return whole, False


def png_pixels(data):
    """(width, height, rows of colours) of a PNG with a palette of 8 bits and no filters."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack_from(">I", data, at + 8 + length)[0]
        chunks[kind] = body
        at += 12 + length
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colour, kind) == (8, 3, b"IEND")
    lines = zlib.decompress(chunks[b"IDAT"])
    assert len(lines) == height * (width + 1)
    palette = [tuple(chunks[b"PLTE"][3 * i:3 * i + 3]) for i in range(256)]
    rows = [lines[row * (width + 1):(row + 1) * (width + 1)] for row in range(height)]
    assert all(row[0] == 0 for row in rows)
    return width, height, [[palette[i] for i in row[1:]] for row in rows]
