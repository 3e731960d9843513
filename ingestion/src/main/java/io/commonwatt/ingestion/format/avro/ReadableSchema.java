package io.commonwatt.ingestion.format.avro;

import io.commonwatt.ingestion.format.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/** What is read of a writer's schema: the fields of a reading, as the writer declares them. */
final class ReadableSchema {

  private static final Set<String> TEXTS = Set.of("meter", "sentQuality");
  private static final List<String> FIELDS =
      List.of(
          "meter",
          "channel",
          "start",
          "lengthSeconds",
          "mantissa",
          "powerOfTen",
          "unit",
          "sentQuality");

  private ReadableSchema() {}

  static Schema of(Schema writer) {
    if (writer.getType() != Schema.Type.RECORD || !writer.getName().equals("RawReading")) {
      throw refuse("holds " + writer.getType() + " '" + writer.getName() + "'");
    }
    for (Schema.Field field : writer.getFields()) {
      if (!isPlain(field.schema())) {
        throw refuse("has '" + field.name() + "' as " + field.schema().getType());
      }
    }
    List<Schema.Field> fields = new ArrayList<>();
    for (String name : FIELDS) {
      Schema.Field written = writer.getField(name);
      if (written != null && isType(name, written.schema().getType())) {
        fields.add(new Schema.Field(name, written.schema()));
      } else if (written == null && name.equals("sentQuality")) {
        fields.add(new Schema.Field(name, Schema.create(Schema.Type.STRING), "", ""));
      } else {
        throw refuse(
            written == null
                ? "has no field '" + name + "'"
                : "has '" + name + "' as " + written.schema().getType());
      }
    }
    return Schema.createRecord(
        writer.getName(), null, writer.getNamespace(), writer.isError(), fields);
  }

  /**
   * Whether values of the schema take bytes of their own: a container cannot claim many for none.
   */
  private static boolean isPlain(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ARRAY, MAP -> false;
      case UNION -> schema.getTypes().stream().allMatch(ReadableSchema::isPlain);
      default -> true;
    };
  }

  private static boolean isType(String name, Schema.Type type) {
    if (TEXTS.contains(name)) {
      return type == Schema.Type.STRING;
    }
    return switch (name) {
      case "channel", "unit" -> type == Schema.Type.ENUM || type == Schema.Type.STRING;
      case "lengthSeconds", "powerOfTen" -> type == Schema.Type.INT;
      default -> type == Schema.Type.LONG;
    };
  }

  private static FormatException refuse(String what) {
    return new FormatException(
        "avro-schema",
        0,
        "The container "
            + what
            + "; expected records RawReading with meter (string), channel and unit (enum or"
            + " string), start (timestamp-millis), lengthSeconds and powerOfTen (int), mantissa"
            + " (long)");
  }
}
