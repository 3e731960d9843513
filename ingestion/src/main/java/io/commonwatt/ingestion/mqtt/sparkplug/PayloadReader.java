package io.commonwatt.ingestion.mqtt.sparkplug;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the protocol buffer of Sparkplug B by its field numbers ({@code sparkplug_b.proto} of the
 * specification, 3.0): the parts that carry numbers; data sets, templates and files are skipped.
 */
final class PayloadReader {

  private PayloadReader() {}

  /**
   * Reads a payload.
   *
   * @throws IOException when it is none
   */
  static Payload read(byte[] bytes) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    long timestamp = -1;
    long seq = -1;
    List<Metric> metrics = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 -> timestamp = in.readUInt64();
        case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> metrics.add(metric(in));
        case 3 << 3 -> seq = in.readUInt64();
        default -> skip(in, tag);
      }
    }
    return new Payload(timestamp, seq, metrics);
  }

  private static Metric metric(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    String name = "";
    long alias = -1;
    long timestamp = -1;
    int dataType = 0;
    boolean isNull = false;
    Object value = null;
    Map<String, String> properties = Map.of();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> name = in.readStringRequireUtf8();
        case 2 << 3 -> alias = in.readUInt64();
        case 3 << 3 -> timestamp = in.readUInt64();
        case 4 << 3 -> dataType = in.readUInt32();
        case 7 << 3 -> isNull = in.readBool();
        case 9 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> properties = properties(in);
        case 10 << 3 -> value = in.readUInt32();
        case 11 << 3 -> value = in.readUInt64();
        case 12 << 3 | WireFormat.WIRETYPE_FIXED32 -> value = in.readFloat();
        case 13 << 3 | WireFormat.WIRETYPE_FIXED64 -> value = in.readDouble();
        case 15 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> value = in.readStringRequireUtf8();
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    return new Metric(name, alias, timestamp, dataType, isNull ? null : value, properties);
  }

  private static Map<String, String> properties(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    List<String> keys = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> keys.add(in.readStringRequireUtf8());
        case 2 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> values.add(propertyValue(in));
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    Map<String, String> properties = new TreeMap<>();
    for (int i = 0; i < Math.min(keys.size(), values.size()); i++) {
      if (values.get(i) != null) {
        properties.put(keys.get(i), values.get(i));
      }
    }
    return properties;
  }

  private static String propertyValue(CodedInputStream in) throws IOException {
    int end = in.pushLimit(in.readRawVarint32());
    String value = null;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (tag) {
        case 3 << 3 -> value = Integer.toString(in.readUInt32());
        case 4 << 3 -> value = Long.toString(in.readUInt64());
        case 8 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED -> value = in.readStringRequireUtf8();
        default -> skip(in, tag);
      }
    }
    in.popLimit(end);
    return value;
  }

  private static void skip(CodedInputStream in, int tag) throws IOException {
    if (!in.skipField(tag)) {
      throw new IOException("A group ends that never began");
    }
  }
}
