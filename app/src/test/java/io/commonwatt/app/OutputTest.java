package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {

  private record Figures(double share, Double gain, double[] powers) {}

  @Test
  void shouldWriteNullWhereThereIsNoNumber() throws Exception {
    double[] powers = {1.5, Double.NaN, Double.NEGATIVE_INFINITY};
    JsonNode read =
        Output.mapper()
            .readTree(
                Output.toJson(
                    Map.of(
                        "mase",
                        Double.NaN,
                        "list",
                        List.of(2.5, Double.POSITIVE_INFINITY),
                        "figures",
                        new Figures(Double.NaN, 0.25, powers))));
    assertThat(read.get("mase").isNull()).isTrue();
    assertThat(read.get("list").get(0).asDouble()).isEqualTo(2.5);
    assertThat(read.get("list").get(1).isNull()).isTrue();
    assertThat(read.get("figures").get("share").isNull()).isTrue();
    assertThat(read.get("figures").get("gain").asDouble()).isEqualTo(0.25);
    assertThat(read.get("figures").get("powers")).hasSize(3);
    assertThat(read.get("figures").get("powers").get(0).asDouble()).isEqualTo(1.5);
    assertThat(read.get("figures").get("powers").get(2).isNull()).isTrue();
  }
}
