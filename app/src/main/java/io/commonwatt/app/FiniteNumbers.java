package io.commonwatt.app;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/**
 * JSON has no word for what is no number: it becomes null, where Jackson would write the text "NaN"
 * in the place of a number.
 */
final class FiniteNumbers {

  private FiniteNumbers() {}

  static Module module() {
    One one = new One();
    return new SimpleModule("finite-numbers")
        .addSerializer(Double.class, one)
        .addSerializer(Double.TYPE, one)
        .addSerializer(double[].class, new Several());
  }

  private static void write(double value, JsonGenerator json) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static final class One extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      write(value, json);
    }
  }

  private static final class Several extends JsonSerializer<double[]> {
    @Override
    public void serialize(double[] values, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeStartArray(values, values.length);
      for (double value : values) {
        write(value, json);
      }
      json.writeEndArray();
    }
  }
}
