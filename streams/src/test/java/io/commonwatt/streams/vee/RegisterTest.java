package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What registers say of intervals. Hourly readings of 100 Wh, registers at midnight. */
class RegisterTest {
  private static final String HOME =
      """
      point home-1 minutes 60
      meter m-1 at home-1
      read m-1 consumption 05-01T00:00 100x240
      register m-1 consumption 05-10T00:00 50000
      """;

  @Test
  void shouldTakeZerosAndOnesForWholeKwhThatWereCutThoughUsageVariesMuch() {
    Random random = new Random(5);
    StringBuilder script = new StringBuilder("point home-1 minutes 60\nmeter m-1 at home-1\n");
    script.append("register m-1 consumption 05-01T00:00 0\n");
    long total = 0;
    for (int hour = 0; hour < 12 * 24; hour++) {
      long wh = Math.min(999, (long) (40 + 150 * Math.exp(random.nextGaussian())));
      boolean cut = hour >= 10 * 24 + 3 && hour < 11 * 24;
      wh = hour == 10 * 24 + 15 ? 1150 : wh;
      total += wh;
      Instant start = Scene.time("05-01T00:00").plus(Duration.ofHours(hour));
      String at = start.toString().substring(0, 16);
      script.append("read m-1 consumption %s %d%n".formatted(at, cut ? wh / 1000 : wh));
      if (hour % 24 == 23) {
        at = start.plus(Duration.ofHours(1)).toString().substring(0, 16);
        script.append("register m-1 consumption %s %d%n".formatted(at, total));
      }
    }
    Outcome outcome = Scene.of(script.toString()).run("05-14T00:00");

    assertThat(outcome.rowAt("05-11T02:00")).contains("VALID");
    for (int hour = 3; hour < 24; hour++) {
      assertThat(outcome.rowAt(String.format("05-11T%02d:00", hour))).contains("[sum-check]");
    }
  }

  @Test
  void shouldBlameTheIntervalThatBreaksTheSum() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-11T00:00 100x9 900 100x14
                    register m-1 consumption 05-11T00:00 52400
                    register m-1 consumption 05-12T00:00 54800
                    """)
            .run("05-13T00:00");

    assertThat(outcome.rowAt("05-11T09:00"))
        .isEqualTo("05-11T09:00 100 QUESTIONABLE [sum-check] register raw 900");
    assertThat(outcome.rowAt("05-11T08:00")).isEqualTo("05-11T08:00 100 VALID");
  }

  @Test
  void shouldLiftWhatTheRulesSuspectWhenTheRegisterAgrees() {
    String spike = HOME + "read m-1 consumption 05-11T00:00 100x9 9000 100x14\n";

    assertThat(Scene.of(spike).run("05-13T00:00").rowAt("05-11T09:00")).contains("[spike]");
    assertThat(
            Scene.of(
                    spike
                        + "register m-1 consumption 05-11T00:00 52400\n"
                        + "register m-1 consumption 05-12T00:00 63700\n")
                .run("05-13T00:00")
                .rowAt("05-11T09:00"))
        .isEqualTo("05-11T09:00 9000 VALID");
  }

  @Test
  void shouldScaleTheGapToTheRegister() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-11T00:00 100x9 _ _ _ _ 100x11
                    register m-1 consumption 05-11T00:00 52400
                    register m-1 consumption 05-12T00:00 55202
                    """)
            .run("05-13T00:00");

    assertThat(outcome.rowsOf("home-1").subList(249, 253))
        .containsExactly(
            "05-11T09:00 201 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day+register",
            "05-11T10:00 201 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day+register",
            "05-11T11:00 200 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day+register",
            "05-11T12:00 200 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day+register");
  }

  @Test
  void shouldGiveWhatTheRegisterLeavesToTheHoursThatVary() {
    StringBuilder days = new StringBuilder();
    for (int day = 1; day <= 14; day++) {
      boolean cooked = day == 2 || day == 6 || day == 8 || day == 12 || day == 14;
      days.append(cooked ? " 100x12 1100 100x11" : " 100x24");
    }
    Outcome outcome =
        Scene.of(
                "point home-1 minutes 60\nmeter m-1 at home-1\nread m-1 consumption 05-01T00:00"
                    + days
                    + """
                     100x9 _ _ _ _ _ _ _ 100x8
                    register m-1 consumption 05-15T00:00 50000
                    register m-1 consumption 05-16T00:00 53400
                    """)
            .run("05-17T00:00");

    // Ten working days with 1100 Wh at noon on five; the same hours, give or take one, are asked.
    assertThat(outcome.rowsOf("home-1").subList(345, 352))
        .extracting(row -> row.substring(6, row.indexOf(" ESTIMATED_AVERAGE_LIKE_DAY")))
        .containsExactly(
            "09:00 100",
            "10:00 100",
            "11:00 434",
            "12:00 433",
            "13:00 433",
            "14:00 100",
            "15:00 100");
  }

  @Test
  void shouldDeriveASingleGapExactly() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-11T00:00 100x9 _ 100x14
                    register m-1 consumption 05-11T00:00 52400
                    register m-1 consumption 05-12T00:00 54923
                    """)
            .run("05-13T00:00");

    assertThat(outcome.rowAt("05-11T09:00")).isEqualTo("05-11T09:00 223 DERIVED [gap] register");
  }

  @Test
  void shouldTellARolloverFromARegisterThatWentBack() {
    Outcome rollover =
        Scene.of(
                """
                point home-1 minutes 60
                meter m-1 at home-1
                read m-1 consumption 05-01T00:00 100x48
                register m-1 consumption 05-01T00:00 99999000
                register m-1 consumption 05-02T00:00 1400
                register m-1 consumption 05-03T00:00 3800
                """)
            .run("05-04T00:00");
    assertThat(rollover.exceptionTexts()).noneMatch(text -> text.contains("register"));
    assertThat(rollover.rowsOf("home-1").subList(0, 48)).allMatch(row -> row.contains("VALID"));

    Outcome back =
        Scene.of(HOME + "register m-1 consumption 05-11T00:00 49990\n").run("05-12T00:00");
    assertThat(back.exceptionTexts()).contains("05-11T00:00 register-rollback FLAGGED");
    assertThat(back.rowAt("05-10T05:00")).isEqualTo("05-10T05:00 100 VALID");
  }

  @Test
  void shouldBlameTheRegisterWhenTwoDaysCancel() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-11T00:00 100x24
                    register m-1 consumption 05-11T00:00 52700
                    register m-1 consumption 05-12T00:00 54800
                    """)
            .run("05-13T00:00");

    assertThat(outcome.rowAt("05-10T05:00")).isEqualTo("05-10T05:00 100 VALID");
    assertThat(outcome.rowAt("05-11T05:00")).isEqualTo("05-11T05:00 100 VALID");
  }

  @Test
  void shouldMakeIntervalsOfAMeterThatSendsRegistersOnly() {
    Outcome outcome =
        Scene.of(
                """
                point home-1 minutes 60
                meter m-1 at home-1 multiplier 2
                register m-1 consumption 05-01T00:00 1000
                register m-1 consumption 05-01T01:00 1100
                register m-1 consumption 05-01T02:00 1150
                register m-1 consumption 05-01T04:00 1250
                """)
            .run("05-01T12:00");

    assertThat(outcome.rowsOf("home-1").subList(0, 4))
        .containsExactly(
            "05-01T00:00 200 DERIVED [gap] register",
            "05-01T01:00 100 DERIVED [gap] register",
            "05-01T02:00 100 DERIVED [gap] register",
            "05-01T03:00 100 DERIVED [gap] register");
  }

  @Test
  void shouldBalanceNothingAcrossAnExchangeOfMeters() {
    Outcome outcome =
        Scene.of(
                """
                point home-1 minutes 60
                meter m-1 at home-1 to 05-02T12:00
                meter m-2 at home-1 from 05-02T12:00
                read m-1 consumption 05-01T00:00 100x36
                read m-2 consumption 05-02T12:00 100x36
                register m-1 consumption 05-02T00:00 90000
                register m-1 consumption 05-02T12:00 91200
                register m-2 consumption 05-02T12:00 0
                register m-2 consumption 05-03T00:00 1200
                """)
            .run("05-04T00:00");

    assertThat(outcome.exceptions()).isEmpty();
  }
}
