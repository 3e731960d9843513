package io.commonwatt.ingestion.mqtt.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.ingestion.door.live.Refusal;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.EventValue;
import io.commonwatt.ingestion.format.FormatSink;
import io.commonwatt.ingestion.format.IntervalValue;
import io.commonwatt.ingestion.format.RegisterValue;
import io.commonwatt.ingestion.format.TelemetryValue;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostApplicationTest {

  private static final int DOUBLE = 10;
  private static final int INT32 = 3;
  private static final int INT64 = 4;
  private static final long T = Instant.parse("2026-01-01T00:30:00Z").toEpochMilli();
  private static final Map<String, String> HALF_HOUR =
      Map.of("engUnit", "kWh", "lengthSeconds", "1800", "timestampAt", "end");

  private final List<Object> values = new ArrayList<>();
  private Instant now = Instant.parse("2026-02-01T00:00:00Z");
  private final HostApplication host = new HostApplication(900, () -> now);

  @Test
  void shouldNameDataByTheAliasesOfTheBirth() {
    birth(0);
    deviceBirth(1);
    HostApplication.Heard heard =
        hear(
            "DDATA/gateway/m-1",
            EdgePayload.at(T)
                .seq(2)
                .metric(null, 7, 0, "double_value", 0.3, Map.of())
                .metric(null, 8, 0, "long_value", 123_456L, Map.of())
                .metric(null, 9, 0, "int_value", -5, Map.of())
                .metric(null, 10, 0, "double_value", 230.1, Map.of()));
    assertThat(heard.rebirth()).isEmpty();
    assertThat(heard.refusals()).isEmpty();
    assertThat(values.subList(values.size() - 3, values.size()))
        .containsExactly(
            new IntervalValue(
                "m-1",
                "energy/consumption",
                Channel.CONSUMPTION,
                Instant.parse("2026-01-01T00:00:00Z"),
                1800,
                3,
                2,
                Unit.WATT_HOUR,
                "",
                0),
            new RegisterValue(
                "m-1", "1-0:1.8.0", Channel.IMPORT, Instant.ofEpochMilli(T), 123_456, 0, "", 0),
            new IntervalValue(
                "m-1",
                "generation",
                Channel.GENERATION,
                Instant.ofEpochMilli(T),
                900,
                -5,
                0,
                Unit.WATT,
                "",
                0));
  }

  @Test
  void shouldAskForARebirthBehindAGapAndTakeWhatItCanName() {
    birth(0);
    deviceBirth(1);
    int before = values.size();
    HostApplication.Heard heard = hear("DDATA/gateway/m-1", data(4, 7));
    assertThat(values).hasSize(before + 1);
    assertThat(heard.rebirth().orElseThrow().topic()).isEqualTo("spBv1.0/village/NCMD/gateway");
    assertThat(hear("DDATA/gateway/m-1", data(9, 7)).rebirth()).isEmpty();
    now = now.plusSeconds(11);
    assertThat(hear("DDATA/gateway/m-1", data(12, 7)).rebirth()).isPresent();
    birth(0);
    assertThat(hear("DDATA/gateway/m-1", data(1, 7)).rebirth()).isPresent();
    birth(0);
    deviceBirth(1);
    assertThat(hear("DDATA/gateway/m-1", data(2, 7)).rebirth()).isEmpty();
  }

  @Test
  void shouldFollowSequenceNumbersAroundAndAgain() {
    birth(254);
    deviceBirth(255);
    for (long seq : new long[] {0, 1, 1, 2}) {
      assertThat(hear("DDATA/gateway/m-1", data(seq, 7)).rebirth()).as("seq " + seq).isEmpty();
    }
  }

  @Test
  void shouldRefuseWhatNoBirthNames() {
    HostApplication.Heard heard = hear("DDATA/gateway/m-1", data(3, 7));
    assertThat(heard.rebirth()).isPresent();
    assertThat(heard.refusals()).extracting(Refusal::rule).containsExactly("sparkplug-unborn");
    assertThat(values).isEmpty();
    assertThat(host.hear(topic("DDATA/gateway/m-1"), new byte[] {9, 9, 9}, sink()).refusals())
        .extracting(Refusal::rule)
        .containsExactly("sparkplug-payload");
  }

  @Test
  void shouldForgetTheDeadButNotForAnEarlierDeath() {
    birth(0, 5);
    deviceBirth(1);
    hear("NDEATH/gateway", death(4));
    assertThat(hear("DDATA/gateway/m-1", data(2, 7)).refusals()).isEmpty();
    hear("DDEATH/gateway/m-1", EdgePayload.at(T).seq(3));
    assertThat(hear("DDATA/gateway/m-1", data(4, 7)).refusals()).hasSize(1);
    deviceBirth(5);
    assertThat(hear("DDATA/gateway/m-1", data(6, 7)).refusals()).isEmpty();
    hear("NDEATH/gateway", death(5));
    assertThat(hear("DDATA/gateway/m-1", data(7, 7)).refusals()).hasSize(1);
  }

  @Test
  void shouldWriteACommandThatANodeCanRead() throws IOException {
    RebirthCommand command = RebirthCommand.of(topic("NDATA/gateway"), T);
    Payload payload = PayloadReader.read(command.payload());
    assertThat(payload.timestamp()).isEqualTo(T);
    assertThat(payload.metrics()).extracting(Metric::name).containsExactly("Node Control/Rebirth");
  }

  private void birth(long seq) {
    birth(seq, 0);
  }

  private void birth(long seq, long bdSeq) {
    hear(
        "NBIRTH/gateway",
        EdgePayload.at(T).seq(seq).metric("bdSeq", -1, INT64, "long_value", bdSeq, Map.of()));
  }

  private void deviceBirth(long seq) {
    hear(
        "DBIRTH/gateway/m-1",
        EdgePayload.at(T)
            .seq(seq)
            .metric("energy/consumption", 7, DOUBLE, "double_value", null, HALF_HOUR)
            .metric("meter/1-0:1.8.0", 8, INT64, "long_value", 1L, Map.of())
            .metric("generation", 9, INT32, "int_value", 2, Map.of("engUnit", "W"))
            .metric("voltage", 10, DOUBLE, "double_value", 230.0, Map.of()));
  }

  private static EdgePayload data(long seq, long alias) {
    return EdgePayload.at(T).seq(seq).metric(null, alias, 0, "double_value", 0.25, Map.of());
  }

  private static EdgePayload death(long bdSeq) {
    return EdgePayload.at(T).metric("bdSeq", -1, INT64, "long_value", bdSeq, Map.of());
  }

  private HostApplication.Heard hear(String rest, EdgePayload payload) {
    return host.hear(topic(rest), payload.bytes(), sink());
  }

  private static SparkplugTopic topic(String rest) {
    return SparkplugTopic.find("spBv1.0/village/" + rest).orElseThrow();
  }

  private FormatSink sink() {
    return new FormatSink() {
      @Override
      public void interval(IntervalValue value) {
        values.add(value);
      }

      @Override
      public void register(RegisterValue value) {
        values.add(value);
      }

      @Override
      public void event(EventValue value) {
        values.add(value);
      }

      @Override
      public void edit(EditValue value) {
        values.add(value);
      }

      @Override
      public void telemetry(TelemetryValue value) {
        values.add(value);
      }

      @Override
      public void passedOver(String what, long count, long line) {}
    };
  }
}
