package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Origin;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

/** Intervals without a reading: gaps against values worked out by hand, and outages. */
class FillingTest {
  private static final String HOME =
      """
      point home-1
      meter m-1 at home-1
      """;

  private static Outcome run(String readings, String through) {
    return Scene.of(HOME + readings).run(through);
  }

  @Test
  void shouldInterpolateUpToTwoHours() {
    Outcome outcome = run("read m-1 consumption 05-01T00:00 100 _ _ _ _ 203 100x20", "05-01T09:00");

    // 103 Wh in five parts: 120.6, 141.2, 161.8, 182.4
    assertThat(outcome.rowsOf("home-1").subList(0, 6))
        .containsExactly(
            "05-01T00:00 100 VALID",
            "05-01T00:30 121 ESTIMATED_LINEAR [gap] linear",
            "05-01T01:00 141 ESTIMATED_LINEAR [gap] linear",
            "05-01T01:30 162 ESTIMATED_LINEAR [gap] linear",
            "05-01T02:00 182 ESTIMATED_LINEAR [gap] linear",
            "05-01T02:30 203 VALID");
  }

  @Test
  void shouldWaitForTheAbsenceDelayAndSaySo() {
    String readings = "read m-1 consumption 05-01T00:00 100 _ 120x20";
    assertThat(run(readings, "05-01T06:00").rowAt("05-01T00:30")).isEqualTo("none");

    Outcome outcome = run(readings, "05-01T07:00");

    ValidatedReading row = outcome.rows().get("home-1|consumption|2025-05-01T00:30:00Z|1800");
    assertThat(Outcome.text(row)).isEqualTo("05-01T00:30 110 ESTIMATED_LINEAR [gap] linear");
    assertThat(row.knownAt()).isEqualTo(Scene.time("05-01T07:00"));
    assertThat(row.origin()).isEqualTo(Origin.ESTIMATED);
    assertThat(row.rawWh()).isNull();
    assertThat(row.meter()).isEqualTo("m-1");
    assertThat(outcome.exceptionTexts()).containsExactly("05-01T00:30 gap ESTIMATED");
    assertThat(outcome.exceptions().get(0).detail())
        .isEqualTo("No reading 6 h after its end; linear 110 Wh");
  }

  @Test
  void shouldTakeLikeDaysBeyondTwoHoursAndTheEdgesNearThem() {
    // 3, 10 and 17 May are Saturdays.
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x96 300x96 100x240
            read m-1 consumption 05-10T00:00 301x96 100x240
            read m-1 consumption 05-17T00:00 400x20 _ _ _ _ _ _ _ _ _ _ _ _ _ 400x15
            """,
            "05-18T06:00");

    // Mean of two weekends with 300 and 301, halves up.
    assertThat(outcome.rowAt("05-17T13:00"))
        .isEqualTo("05-17T13:00 301 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day");
    // One and four intervals from the edge, of five: 300.5 + 99.5 × 0.8, 300.5 + 99.5 × 0.2
    assertThat(outcome.rowAt("05-17T10:00")).startsWith("05-17T10:00 380 ");
    assertThat(outcome.rowAt("05-17T11:30")).startsWith("05-17T11:30 320 ");
    assertThat(outcome.rowAt("05-17T16:00")).startsWith("05-17T16:00 380 ");
  }

  @Test
  void shouldTakeTheWorkingDaysOfFourWeeks() {
    // 18 April and 16 May are Fridays: of 20 working days one has 480; the day before is too old.
    Outcome outcome =
        run(
            "read m-1 consumption 04-17T00:00 900x48 480x48"
                + " 900x96 200x240 900x96 200x240 900x96 200x240 900x96 200x192"
                + " 200x20 _ _ _ _ _ _ _ _ _ _ _ _ _ 200x15",
            "05-17T06:00");

    assertThat(outcome.rowAt("05-16T13:00"))
        .isEqualTo("05-16T13:00 214 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day");
  }

  @Test
  void shouldCountTheIntervalsBesideThoseOfLikeDays() {
    Outcome outcome =
        run(
            "read m-1 consumption 05-05T00:00 100x25 160 190 100x21 100x20"
                + " _ _ _ _ _ _ _ _ _ _ _ _ _ 100x15",
            "05-07T06:00");

    // 5 May only: 12:30 of 100, 160 and 190, 13:00 of 160, 190 and 100.
    assertThat(outcome.rowAt("05-06T12:30"))
        .isEqualTo("05-06T12:30 150 ESTIMATED_LIKE_DAY [gap] like-day");
    assertThat(outcome.rowAt("05-06T13:00")).startsWith("05-06T13:00 150 ");
    assertThat(outcome.rowAt("05-06T12:00")).startsWith("05-06T12:00 120 ");
  }

  @Test
  void shouldTakeAnyDayWithoutOneOfItsKind() {
    Outcome outcome =
        run(
            "read m-1 consumption 05-06T00:00 100x48 200x48 300x48 404x48"
                + " 50x20 _ _ _ _ _ _ _ _ _ _ _ _ _ 50x15",
            "05-11T06:00");

    // A Saturday after four working days: (404 + 300 + 200 + 100) / 4
    assertThat(outcome.rowAt("05-10T13:00"))
        .isEqualTo("05-10T13:00 251 ESTIMATED_AVERAGE_LIKE_DAY [gap] average-like-day");
  }

  @Test
  void shouldSayMissingWithoutAnyBasis() {
    Outcome outcome = run("read m-1 consumption 05-01T00:00 100", "05-01T08:00");

    assertThat(outcome.rowAt("05-01T00:30")).isEqualTo("05-01T00:30 0 MISSING [gap] none");
  }

  @Test
  void shouldNotInterpolateFromEstimatesOrImplausibleReadings() {
    Outcome outcome =
        run("read m-1 consumption 05-01T00:00 60x48 100 _ 99999 _ 140 100x20", "05-02T12:00");

    // The run of three intervals without a plausible reading is interpolated as a whole.
    assertThat(outcome.rowsOf("home-1").subList(49, 52))
        .containsExactly(
            "05-02T00:30 110 ESTIMATED_LINEAR [gap] linear",
            "05-02T01:00 120 QUESTIONABLE [range] linear raw 99999",
            "05-02T01:30 130 ESTIMATED_LINEAR [gap] linear");
  }

  @Test
  void shouldReplaceAnEstimateByAReadingAndNothingElse() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100 _ _ 130x30
            read m-1 consumption 05-01T00:30 500 known 05-01T12:10
            """,
            "05-01T14:00");

    assertThat(outcome.rowAt("05-01T00:30")).isEqualTo("05-01T00:30 500 VALID");
    // Linear between 100 and 130 as first estimated: its basis coming later changes nothing.
    assertThat(outcome.rowAt("05-01T01:00"))
        .isEqualTo("05-01T01:00 120 ESTIMATED_LINEAR [gap] linear");
    assertThat(outcome.exceptionTexts())
        .containsExactly("05-01T00:30 gap ESTIMATED", "05-01T01:00 gap ESTIMATED");
  }

  @Test
  void shouldExpectFromTheFirstReadingToTheEndOfTheInstallation() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter m-1 at home-1 from 05-01T00:00 to 05-01T05:00
                read m-1 consumption 05-01T03:00 100 110
                read m-1 consumption 05-01T02:00 90 known 05-01T05:10
                """)
            .run("05-02T00:00");

    assertThat(outcome.rowsOf("home-1"))
        .containsExactly(
            "05-01T02:00 90 VALID",
            "05-01T03:00 100 VALID",
            "05-01T03:30 110 VALID",
            "05-01T04:00 0 MISSING [gap] none",
            "05-01T04:30 0 MISSING [gap] none");
  }

  @Test
  void shouldFillAnOutageWithZeroNeverEstimate() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x4 40 _ _ 60 100x30
            fail m-1 05-01T02:20
            restore m-1 05-01T03:40
            """,
            "05-01T14:00");

    assertThat(outcome.rowsOf("home-1").subList(4, 8))
        .containsExactly(
            "05-01T02:00 40 VALID",
            "05-01T02:30 0 POWER_FAIL [power-fail] power-fail",
            "05-01T03:00 0 POWER_FAIL [power-fail] power-fail",
            "05-01T03:30 60 VALID");
    assertThat(outcome.exceptionTexts())
        .containsExactly("05-01T02:30 power-fail ESTIMATED", "05-01T03:00 power-fail ESTIMATED");
  }

  @Test
  void shouldNotInterpolateFromIntervalsThatAnOutageTouches() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 80x48
            read m-1 consumption 05-02T00:00 100x4 40 _ 100x30
            fail m-1 05-02T02:20
            restore m-1 05-02T02:25
            """,
            "05-02T14:00");

    // Neighbours of the run 02:00–03:00 are 01:30 and 03:00; the touched one is no end point.
    assertThat(outcome.rowAt("05-02T02:30"))
        .isEqualTo("05-02T02:30 100 ESTIMATED_LINEAR [gap] linear");
  }

  @Test
  void shouldTurnEstimatesIntoPowerFailWhenTheEventComesLater() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x4 _ _ 100x30
            fail m-1 05-01T02:00 known 05-01T12:00
            restore m-1 05-01T02:30 known 05-01T12:00
            """,
            "05-01T14:00");

    assertThat(outcome.rowAt("05-01T02:00"))
        .isEqualTo("05-01T02:00 0 POWER_FAIL [power-fail] power-fail");
    assertThat(outcome.rowAt("05-01T02:30"))
        .isEqualTo("05-01T02:30 100 ESTIMATED_LINEAR [gap] linear");
    assertThat(outcome.exceptionTexts())
        .containsExactly(
            "05-01T02:00 gap ESTIMATED",
            "05-01T02:30 gap ESTIMATED",
            "05-01T02:00 power-fail ESTIMATED");
  }

  @Test
  void shouldEstimateWhatALateRestoreShowsWasPowered() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x4 _ _ 100x30
            fail m-1 05-01T02:00
            restore m-1 05-01T02:30 known 05-01T12:00
            """,
            "05-01T14:00");

    assertThat(outcome.rowAt("05-01T02:00"))
        .isEqualTo("05-01T02:00 0 POWER_FAIL [power-fail] power-fail");
    assertThat(outcome.rowAt("05-01T02:30"))
        .isEqualTo("05-01T02:30 100 ESTIMATED_LINEAR [gap] linear");
  }

  @Test
  void shouldEndAnOutageWithoutRestoreAtTheNextEnergy() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x4 _ _ 100x2 _ 100x30
            fail m-1 05-01T02:00
            """,
            "05-01T14:00");

    assertThat(outcome.rowAt("05-01T02:30"))
        .isEqualTo("05-01T02:30 0 POWER_FAIL [power-fail] power-fail");
    assertThat(outcome.rowAt("05-01T04:00"))
        .isEqualTo("05-01T04:00 100 ESTIMATED_LINEAR [gap] linear");
  }

  @Test
  void shouldLetAReadingStandInsideAnOutage() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100x4 0 100x30
            fail m-1 05-01T02:00
            restore m-1 05-01T02:30
            """,
            "05-01T14:00");

    assertThat(outcome.rowAt("05-01T02:00")).isEqualTo("05-01T02:00 0 VALID");
  }

  @Test
  void shouldHaveFortyEightIntervalsOnTheDaysClocksChange() {
    // Europe/London: 30 March has 23 hours, 26 October 25; in UTC nothing happens.
    for (String day : new String[] {"03-30", "10-26"}) {
      Outcome outcome =
          run(
              "read m-1 consumption " + day + "T00:00 100x47 _ 100x20",
              day.equals("03-30") ? "03-31T09:00" : "10-27T09:00");

      assertThat(outcome.rowsOf("home-1")).filteredOn(row -> row.startsWith(day)).hasSize(48);
      assertThat(outcome.rowAt(day + "T23:30")).endsWith(" 100 ESTIMATED_LINEAR [gap] linear");
    }
  }
}
