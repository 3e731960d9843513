package io.commonwatt.ingestion.mqtt.sparkplug;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The command {@code Node Control/Rebirth}: say again who you are and what you measure. */
public record RebirthCommand(String topic, byte[] payload) {

  private static final String METRIC = "Node Control/Rebirth";
  private static final int BOOLEAN = 11;

  static RebirthCommand of(SparkplugTopic node, long timestamp) {
    try {
      ByteArrayOutputStream metric = new ByteArrayOutputStream();
      CodedOutputStream inner = CodedOutputStream.newInstance(metric);
      inner.writeString(1, METRIC);
      inner.writeUInt64(3, timestamp);
      inner.writeUInt32(4, BOOLEAN);
      inner.writeBool(14, true);
      inner.flush();
      ByteArrayOutputStream payload = new ByteArrayOutputStream();
      CodedOutputStream outer = CodedOutputStream.newInstance(payload);
      outer.writeUInt64(1, timestamp);
      outer.writeByteArray(2, metric.toByteArray());
      outer.flush();
      String topic = SparkplugTopic.NAMESPACE + node.group() + "/NCMD/" + node.node();
      return new RebirthCommand(topic, payload.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
