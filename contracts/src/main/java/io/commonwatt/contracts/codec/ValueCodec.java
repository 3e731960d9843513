package io.commonwatt.contracts.codec;

import org.apache.avro.Schema;

/** Writes and reads one kind of value. Immutable. */
interface ValueCodec {
  Schema.Type schemaType();

  void write(Object value, BodyWriter out);

  Object read(BodyReader in);
}
