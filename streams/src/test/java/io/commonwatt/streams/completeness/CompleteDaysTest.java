package io.commonwatt.streams.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

class CompleteDaysTest {
  private static final String TWO_HOMES =
      """
      point home-1 minutes 60
      point home-2 minutes 60
      meter m-1 at home-1
      meter m-2 at home-2
      read m-1 consumption 05-01T00:00 100x48
      read m-2 consumption 05-01T00:00 100x20
      read m-2 consumption 05-02T00:00 100x24
      """;

  @Test
  void shouldSayWhatWasThereAtTheDeadline() {
    Completeness day =
        find(Scene.of(TWO_HOMES).run("05-02T12:00"), "COMMUNITY|c-1|consumption|2025-05-01");

    assertThat(day.expected()).isEqualTo(48);
    assertThat(day.measured()).isEqualTo(44);
    assertThat(day.missing()).isEqualTo(4);
    assertThat(day.measuredAtDeadline()).isEqualTo(44);
    assertThat(day.points()).isEqualTo(2);
    assertThat(day.pointsCompleteAtDeadline()).isEqualTo(1);
    assertThat(day.deadline()).isEqualTo(Scene.time("05-02T06:00"));
    assertThat(day.knownAt()).isEqualTo(Scene.time("05-02T06:00"));
  }

  @Test
  void shouldFollowLateReadingsAndRememberTheDeadline() {
    Outcome outcome =
        Scene.of(TWO_HOMES + "read m-2 consumption 05-01T20:00 90x4 known 05-03T09:30\n")
            .run("05-04T00:00");

    Completeness home = find(outcome, "USAGE_POINT|home-2|consumption|2025-05-01");
    assertThat(home.measured()).isEqualTo(24);
    assertThat(home.measuredAtDeadline()).isEqualTo(20);
    assertThat(home.pointsComplete()).isEqualTo(1);
    assertThat(home.pointsCompleteAtDeadline()).isZero();
    assertThat(home.knownAt()).isEqualTo(Scene.time("05-03T10:00"));
    Completeness feeder = find(outcome, "FEEDER|f-1|consumption|2025-05-01");
    assertThat(feeder.measured()).isEqualTo(48);
    assertThat(feeder.pointsComplete()).isEqualTo(2);
  }

  private static Completeness find(Outcome outcome, String id) {
    return outcome.days().values().stream()
        .filter(day -> day.id().startsWith(id))
        .findFirst()
        .orElseThrow();
  }
}
