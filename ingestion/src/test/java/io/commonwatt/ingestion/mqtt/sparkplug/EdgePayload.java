package io.commonwatt.ingestion.mqtt.sparkplug;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Map;

/** Payloads as an edge node writes them, by protocol buffers' own writer and a schema. */
public final class EdgePayload {

  private static final FileDescriptor FILE = file();
  private static final Descriptor PAYLOAD = FILE.findMessageTypeByName("Payload");
  private static final Descriptor METRIC = FILE.findMessageTypeByName("Metric");
  private static final Descriptor PROPERTIES = FILE.findMessageTypeByName("PropertySet");
  private static final Descriptor PROPERTY = FILE.findMessageTypeByName("PropertyValue");

  private final DynamicMessage.Builder payload = DynamicMessage.newBuilder(PAYLOAD);

  private EdgePayload() {}

  public static EdgePayload at(long timestamp) {
    EdgePayload made = new EdgePayload();
    made.payload.setField(PAYLOAD.findFieldByName("timestamp"), timestamp);
    return made;
  }

  public EdgePayload seq(long seq) {
    payload.setField(PAYLOAD.findFieldByName("seq"), seq);
    return this;
  }

  /** A metric; null and negative parts are left out. */
  public EdgePayload metric(
      String name,
      long alias,
      int dataType,
      String valueField,
      Object value,
      Map<String, String> p) {
    DynamicMessage.Builder metric = DynamicMessage.newBuilder(METRIC);
    if (name != null) {
      metric.setField(METRIC.findFieldByName("name"), name);
    }
    if (alias >= 0) {
      metric.setField(METRIC.findFieldByName("alias"), alias);
    }
    if (dataType > 0) {
      metric.setField(METRIC.findFieldByName("datatype"), dataType);
    }
    if (value == null) {
      metric.setField(METRIC.findFieldByName("is_null"), true);
    } else {
      metric.setField(METRIC.findFieldByName(valueField), value);
    }
    if (!p.isEmpty()) {
      DynamicMessage.Builder properties = DynamicMessage.newBuilder(PROPERTIES);
      p.forEach(
          (key, text) -> {
            properties.addRepeatedField(PROPERTIES.findFieldByName("keys"), key);
            properties.addRepeatedField(
                PROPERTIES.findFieldByName("values"),
                DynamicMessage.newBuilder(PROPERTY)
                    .setField(PROPERTY.findFieldByName("type"), 12)
                    .setField(PROPERTY.findFieldByName("string_value"), text)
                    .build());
          });
      metric.setField(METRIC.findFieldByName("properties"), properties.build());
    }
    payload.addRepeatedField(PAYLOAD.findFieldByName("metrics"), metric.build());
    return this;
  }

  public byte[] bytes() {
    return payload.build().toByteArray();
  }

  private static FileDescriptor file() {
    FileDescriptorProto.Builder file =
        FileDescriptorProto.newBuilder().setName("sparkplug_b.proto").setSyntax("proto2");
    file.addMessageType(
        message("PropertyValue")
            .addField(field("type", 1, Type.TYPE_UINT32))
            .addField(field("is_null", 2, Type.TYPE_BOOL))
            .addField(field("int_value", 3, Type.TYPE_UINT32))
            .addField(field("string_value", 8, Type.TYPE_STRING)));
    file.addMessageType(
        message("PropertySet")
            .addField(field("keys", 1, Type.TYPE_STRING).setLabel(Label.LABEL_REPEATED))
            .addField(
                field("values", 2, Type.TYPE_MESSAGE)
                    .setTypeName("PropertyValue")
                    .setLabel(Label.LABEL_REPEATED)));
    file.addMessageType(
        message("Metric")
            .addField(field("name", 1, Type.TYPE_STRING))
            .addField(field("alias", 2, Type.TYPE_UINT64))
            .addField(field("timestamp", 3, Type.TYPE_UINT64))
            .addField(field("datatype", 4, Type.TYPE_UINT32))
            .addField(field("is_null", 7, Type.TYPE_BOOL))
            .addField(field("properties", 9, Type.TYPE_MESSAGE).setTypeName("PropertySet"))
            .addField(field("int_value", 10, Type.TYPE_UINT32))
            .addField(field("long_value", 11, Type.TYPE_UINT64))
            .addField(field("float_value", 12, Type.TYPE_FLOAT))
            .addField(field("double_value", 13, Type.TYPE_DOUBLE))
            .addField(field("boolean_value", 14, Type.TYPE_BOOL))
            .addField(field("string_value", 15, Type.TYPE_STRING)));
    file.addMessageType(
        message("Payload")
            .addField(field("timestamp", 1, Type.TYPE_UINT64))
            .addField(
                field("metrics", 2, Type.TYPE_MESSAGE)
                    .setTypeName("Metric")
                    .setLabel(Label.LABEL_REPEATED))
            .addField(field("seq", 3, Type.TYPE_UINT64)));
    try {
      return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0]);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescriptorProto.Builder message(String name) {
    return DescriptorProto.newBuilder().setName(name);
  }

  private static FieldDescriptorProto.Builder field(String name, int number, Type type) {
    return FieldDescriptorProto.newBuilder()
        .setName(name)
        .setNumber(number)
        .setType(type)
        .setLabel(Label.LABEL_OPTIONAL);
  }
}
