package io.commonwatt.streams.sums;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

class SumsTest {
  private static final String TWO_FEEDERS =
      """
      point a feeder f-1
      point b feeder f-1
      point c feeder f-2
      meter ma at a
      meter mb at b
      meter mc at c
      """;

  @Test
  void shouldSumFeedersAndCommunityWhenComplete() {
    Outcome outcome =
        Scene.of(
                TWO_FEEDERS
                    + """
                    read ma consumption 05-01T00:00 1
                    read mb consumption 05-01T00:00 20
                    read mc consumption 05-01T00:00 300
                    """)
            .run("05-01T01:00");

    assertThat(outcome.sumTexts())
        .containsExactly(
            "COMMUNITY c-1 05-01T00:00 321 of 3 present 3 estimated 0",
            "FEEDER f-1 05-01T00:00 21 of 2 present 2 estimated 0",
            "FEEDER f-2 05-01T00:00 300 of 1 present 1 estimated 0");
    assertThat(outcome.sums().values())
        .allMatch(AggregatedMeasure::complete)
        .allMatch(sum -> sum.knownAt().equals(Scene.time("05-01T01:00")))
        .allMatch(sum -> sum.placement().equals("c-1"));
  }

  @Test
  void shouldHoldBackUntilCompleteOrDeclaredAbsent() {
    Scene scene =
        Scene.of(
            TWO_FEEDERS
                + """
                read ma consumption 05-01T00:00 1
                read mb consumption 05-01T00:00 20 known 05-01T02:10
                """);

    assertThat(scene.run("05-01T02:00").sums()).isEmpty();
    assertThat(scene.run("05-01T06:00").sumTexts())
        .containsExactly("FEEDER f-1 05-01T00:00 21 of 2 present 2 estimated 0");
    assertThat(scene.run("05-01T07:00").sumTexts())
        .contains("COMMUNITY c-1 05-01T00:00 21 of 3 present 2 estimated 0");
  }

  @Test
  void shouldCountEstimatesAndCorrectThemLater() {
    Scene scene =
        Scene.of(
            TWO_FEEDERS
                + """
                read ma consumption 05-01T00:00 1x20
                read mb consumption 05-01T00:00 10 _ 20x18
                read mc consumption 05-01T00:00 300x20
                read mb consumption 05-01T00:30 77 known 05-01T08:10
                """);

    assertThat(scene.run("05-01T07:00").sumTexts())
        .contains("COMMUNITY c-1 05-01T00:30 316 of 3 present 2 estimated 1");
    assertThat(scene.run("05-01T09:00").sumTexts())
        .contains("COMMUNITY c-1 05-01T00:30 378 of 3 present 3 estimated 0");
  }

  @Test
  void shouldCountMissingAsAbsentAndAnOutageAsEstimated() {
    Outcome outcome =
        Scene.of(
                TWO_FEEDERS
                    + """
                    read ma consumption 05-01T00:00 1x20
                    read mb consumption 05-01T00:00 20
                    read mc consumption 05-01T00:00 300 _ 300x10
                    fail mc 05-01T00:30
                    restore mc 05-01T01:00
                    """)
            .run("05-01T07:00");

    assertThat(outcome.sumTexts())
        .contains(
            "COMMUNITY c-1 05-01T00:30 1 of 3 present 1 estimated 1",
            "FEEDER f-1 05-01T00:30 1 of 2 present 1 estimated 0",
            "FEEDER f-2 05-01T00:30 0 of 1 present 0 estimated 1");
  }

  @Test
  void shouldExpectWhoHasAMeterAndTheChannelAtThatTime() {
    Outcome outcome =
        Scene.of(
                """
                point a feeder f-1 channels consumption,generation
                point b feeder f-1 channels consumption
                point c feeder f-1 minutes 60 channels consumption
                meter ma at a
                meter mb at b from 05-01T00:30
                meter mc at c
                read ma consumption 05-01T00:00 1 2
                read ma generation 05-01T00:00 7 8
                read mb consumption 05-01T00:30 30
                read mc consumption 05-01T00:00 500
                """)
            .run("05-01T01:00");

    assertThat(outcome.sumTexts())
        .filteredOn(text -> text.startsWith("FEEDER"))
        .containsExactly(
            "FEEDER f-1 05-01T00:00 1 of 1 present 1 estimated 0",
            "FEEDER f-1 05-01T00:00 500 of 1 present 1 estimated 0",
            "FEEDER f-1 05-01T00:30 32 of 2 present 2 estimated 0",
            "FEEDER f-1 05-01T00:00 7 of 1 present 1 estimated 0",
            "FEEDER f-1 05-01T00:30 8 of 1 present 1 estimated 0");
  }

  @Test
  void shouldSumAFeederWithoutCommunityAndNothingForAPointAlone() {
    Outcome outcome =
        Scene.of(
                """
                point a feeder f-9 community -none-
                point b feeder -none- community -none-
                meter ma at a
                meter mb at b
                read ma consumption 05-01T00:00 1
                read mb consumption 05-01T00:00 2
                """)
            .run("05-01T01:00");

    assertThat(outcome.rows()).hasSize(2);
    assertThat(outcome.sumTexts())
        .containsExactly("FEEDER f-9 05-01T00:00 1 of 1 present 1 estimated 0");
  }
}
