package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

/** The rules beside range, spike and negative, one scene each. */
class MoreRulesTest {
  private static final String HOME = "point home-1 minutes 60\nmeter m-1 at home-1\n";
  private static final String GENERATION =
      "point home-1 minutes 60 channels generation\nmeter m-1 at home-1\n";

  @Test
  void shouldDoubtAFrozenValueAboveStandby() {
    String frozen = HOME + "read m-1 consumption 05-01T00:00 100x48 1500x12 100x12\n";
    String standby = HOME + "read m-1 consumption 05-01T00:00 100x48 300x12 100x12\n";

    assertThat(Scene.of(frozen).run("05-05T00:00").rowAt("05-03T03:00")).contains("[frozen]");
    assertThat(Scene.of(standby).run("05-05T00:00").rowAt("05-03T03:00")).contains("VALID");
  }

  @Test
  void shouldDoubtADayOfZerosOfAnActiveMeter() {
    Outcome outcome =
        Scene.of(HOME + "read m-1 consumption 05-01T00:00 100x168 0x24\n").run("05-10T00:00");

    assertThat(outcome.rowAt("05-08T03:00"))
        .isEqualTo("05-08T03:00 100 QUESTIONABLE [zero-consumption] average-like-day raw 0");
  }

  @Test
  void shouldDoubtTheFirstDayOfUsageAtAnInactiveMeter() {
    Outcome outcome =
        Scene.of(HOME + "read m-1 consumption 05-01T00:00 0x168 200x48\n").run("05-10T00:00");

    assertThat(outcome.rowAt("05-08T03:00")).contains("[inactive-usage]");
    assertThat(outcome.rowAt("05-09T03:00")).contains("VALID");
  }

  @Test
  void shouldSuspectTheUnitOfADayAThousandTimesTooLow() {
    Outcome outcome =
        Scene.of(HOME + "read m-1 consumption 05-01T00:00 900x168 2x24\n").run("05-10T00:00");

    assertThat(outcome.rowAt("05-08T03:00")).contains("900 QUESTIONABLE [unit]");
  }

  @Test
  void shouldHoldConsumptionAgainstTheOtherChannels() {
    Outcome outcome =
        Scene.of(
                """
                point home-1 minutes 60 channels consumption,import
                meter m-1 at home-1
                read m-1 consumption 05-01T00:00 100 180 100
                read m-1 import 05-01T00:00 100x3
                """)
            .run("05-02T00:00");

    assertThat(outcome.rowsOf("home-1"))
        .contains("05-01T01:00 100 QUESTIONABLE [channel-sum] channels raw 180")
        .contains("05-01T00:00 100 VALID");
  }

  @Test
  void shouldFileAReadingOfADriftingClockUnderItsIntervalAndDoubtIt() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 100
                    read m-1 consumption 05-01T01:02 110
                    read m-1 consumption 05-01T02:09 120
                    """)
            .run("05-01T06:00");

    assertThat(outcome.rowsOf("home-1"))
        .startsWith(
            "05-01T00:00 100 VALID",
            "05-01T01:00 110 VALID",
            "05-01T02:00 120 QUESTIONABLE [time-tolerance] raw");
  }

  @Test
  void shouldDoubtTheOpenDayInWhichTheClockWasSet() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 100x24 _ 100x47
                    register m-1 consumption 05-01T00:00 0
                    register m-1 consumption 05-02T00:00 2400
                    register m-1 consumption 05-03T00:00 4800
                    register m-1 consumption 05-04T00:00 7200
                    clock m-1 05-02T20:30
                    """)
            .run("05-05T00:00");

    assertThat(outcome.rowAt("05-01T05:00")).contains("VALID");
    assertThat(outcome.rowAt("05-02T05:00"))
        .isEqualTo("05-02T05:00 100 QUESTIONABLE [clock-set] raw");
    assertThat(outcome.rowAt("05-02T21:00")).contains("VALID");
  }

  @Test
  void shouldNotDoubtTheWeekBeforeTheClockWasSetWhereNothingSpeaksAgainstIt() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 100x24 _ 100x23 _ 100x23 _ 100x23 100x24
                    register m-1 consumption 05-01T00:00 0
                    register m-1 consumption 05-02T00:00 2400
                    register m-1 consumption 05-03T00:00 4800
                    register m-1 consumption 05-04T00:00 7200
                    register m-1 consumption 05-05T00:00 9600
                    clock m-1 05-05T00:00
                    """)
            .run("05-07T00:00");

    assertThat(outcome.rowAt("05-04T05:00")).contains("VALID");
    assertThat(outcome.rowAt("05-02T05:00")).contains("VALID");
  }

  @Test
  void shouldDoubtGenerationThatSuitsOtherHoursThoughEveryDayAddsUp() {
    String day = "0x6 50 400 900 1400 1700 1800 1700 1400 900 400 50 0x7 ";
    String late = "0x8 50 400 900 1400 1700 1800 1700 1400 900 400 50 0x5 ";
    StringBuilder script = new StringBuilder(GENERATION);
    script.append("read m-1 generation 05-01T00:00 ").append(day.repeat(10));
    script.append(late.repeat(2)).append(day).append('\n');
    for (int at = 1; at <= 14; at++) {
      script.append(
          String.format("register m-1 generation 05-%02dT00:00 %d%n", at, (at - 1) * 10_700L));
    }
    Outcome outcome = Scene.of(script + "clock m-1 05-13T00:00\n").run("05-15T00:00");

    assertThat(outcome.rowAt("05-10T12:00")).contains("VALID");
    assertThat(outcome.rowAt("05-11T12:00")).contains("[clock-set]");
    assertThat(outcome.rowAt("05-12T12:00")).contains("[clock-set]");
    assertThat(outcome.rowAt("05-13T12:00")).contains("VALID");
  }

  @Test
  void shouldLetTheMoreTrustedSourceHoldWhateverComesLater() {
    Scene scene = Scene.of(HOME + "read m-1 consumption 05-01T00:00 100\n");
    scene.with(VeeSettingsFile.parse("sourcePriority: [scene]", "vee.yaml"));
    RawReading sent = (RawReading) scene.inputs().get(0);
    Travelling other =
        new RawReading(
            "portal",
            "portal.csv",
            1,
            sent.meter(),
            sent.channel(),
            sent.start(),
            3600,
            500,
            0,
            sent.unit(),
            0,
            "",
            sent.knownAt().plusSeconds(7200),
            sent.placement());
    scene.add(other);

    Outcome outcome = scene.run("05-01T06:00");

    assertThat(outcome.rowAt("05-01T00:00")).isEqualTo("05-01T00:00 100 VALID");
    assertThat(outcome.exceptionTexts())
        .containsExactly("05-01T00:00 superseded SUPERSEDED portal.csv#1");
  }

  @Test
  void shouldWarnOfADayOfOddEnergyWithoutChangingIt() {
    Outcome outcome =
        Scene.of(HOME + "read m-1 consumption 05-01T00:00 100x480 250x24\n").run("05-23T00:00");

    assertThat(outcome.exceptionTexts()).contains("05-21T00:00 high-usage FLAGGED");
    assertThat(outcome.rowAt("05-21T05:00")).isEqualTo("05-21T05:00 250 VALID");
  }
}
