package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

/** Implausible readings of a known meter stay, flagged, with an estimate beside them. */
class PlausibilityTest {
  private static final String HOME =
      """
      point home-1 kw 14 channels consumption,generation
      meter m-1 at home-1
      """;

  private static Outcome run(String readings, String through) {
    return Scene.of(HOME + readings).run(through);
  }

  @Test
  void shouldFlagMoreThanTheConnectionCarries() {
    // 14 kW × 0.5 h × 1.1 = 7700 Wh
    Outcome outcome = run("read m-1 consumption 05-01T00:00 100 7701 7700 200", "05-01T03:00");

    assertThat(outcome.rowsOf("home-1"))
        .contains(
            "05-01T00:30 3900 QUESTIONABLE [range] linear raw 7701", "05-01T01:00 7700 VALID");
    assertThat(outcome.exceptionTexts()).containsExactly("05-01T00:30 range FLAGGED scene.txt#2");
    assertThat(outcome.exceptions().get(0).detail())
        .isEqualTo(
            "7701 Wh is above the 7700 Wh that the connection of 14.0 kW carries in an interval,"
                + " tolerance included");
  }

  @Test
  void shouldFlagNegativeEnergyOnEveryChannel() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100 -1 120
            read m-1 generation 05-01T00:00 0 -5 0
            """,
            "05-01T03:00");

    assertThat(outcome.rowsOf("home-1"))
        .contains(
            "05-01T00:30 110 QUESTIONABLE [negative] linear raw -1",
            "05-01T00:30 0 QUESTIONABLE [negative] linear raw -5");
  }

  @Test
  void shouldEstimateBesideWithoutBasisAsZeroAndSayNone() {
    assertThat(run("read m-1 consumption 05-01T00:00 -7", "05-01T01:00").rowsOf("home-1"))
        .containsExactly("05-01T00:00 0 QUESTIONABLE [negative] none raw -7");
  }

  @Test
  void shouldEstimateAnewWhenTheNeighbourComesLater() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 100 9999
            read m-1 consumption 05-01T01:00 140 known 05-01T05:10
            """,
            "05-01T06:00");

    assertThat(outcome.rowAt("05-01T00:30"))
        .isEqualTo("05-01T00:30 120 QUESTIONABLE [range] linear raw 9999");
    assertThat(outcome.exceptionTexts()).containsExactly("05-01T00:30 range FLAGGED scene.txt#2");
  }

  @Test
  void shouldFlagALonelySpike() {
    // Three quiet days, then 6 kWh in half an hour: 12 kW, above 7.5 kW, 2.8 × 300 and 2 × 300.
    Outcome outcome =
        run("read m-1 consumption 05-01T00:00 300x144 300x20 6000 320x5", "05-04T13:00");

    assertThat(outcome.rowAt("05-04T10:00"))
        .isEqualTo("05-04T10:00 310 QUESTIONABLE [spike] linear raw 6000");
    assertThat(outcome.exceptionTexts()).containsExactly("05-04T10:00 spike FLAGGED scene.txt#165");
    assertThat(outcome.exceptions().get(0).detail())
        .isEqualTo("6000 Wh stands alone; third peak of the day 300 Wh");
  }

  @Test
  void shouldNotFlagBelowTheFloorNorWithoutHistory() {
    assertThat(
            run("read m-1 consumption 05-01T00:00 100x160 3750 100x5", "05-05T00:00").exceptions())
        .noneMatch(e -> e.rule().equals("spike"));
    assertThat(
            run("read m-1 consumption 05-01T00:00 100x20 6000 100x5", "05-01T13:00").exceptions())
        .noneMatch(e -> e.rule().equals("spike"));
  }

  @Test
  void shouldNotFlagOrdinaryCharging() {
    // An undeclared 7.4 kW charger: first session after a quiet week, three hours on a base load.
    assertThat(
            run("read m-1 consumption 05-01T00:00 250x376 2100 3950x5 1200 250x40", "05-10T00:00")
                .exceptionTexts())
        .noneMatch(text -> text.contains("spike"));
    // Short sessions of an hour.
    assertThat(
            run("read m-1 consumption 05-01T00:00 250x376 3950x2 250x40", "05-10T00:00")
                .exceptionTexts())
        .noneMatch(text -> text.contains("spike"));
  }

  @Test
  void shouldNotFlagWhatADeclaredChargerDraws() {
    String lonely = "read m-1 consumption 05-01T00:00 250x376 5900 250x40";
    assertThat(run(lonely, "05-10T00:00").exceptionTexts()).anyMatch(t -> t.contains("spike"));
    assertThat(run("resource ev EV 7.4 at home-1\n" + lonely, "05-10T00:00").exceptionTexts())
        .noneMatch(text -> text.contains("spike"));
  }

  @Test
  void shouldWithdrawASpikeWhenLateReadingsShowCompany() {
    Outcome outcome =
        run(
            """
            read m-1 consumption 05-01T00:00 300x144 300x20 6000 _ 300x5
            read m-1 consumption 05-04T10:30 5800 known 05-04T20:10
            """,
            "05-04T22:00");

    assertThat(outcome.exceptionTexts()).anyMatch(text -> text.contains("spike FLAGGED"));
    assertThat(outcome.rowAt("05-04T10:00")).isEqualTo("05-04T10:00 6000 VALID");
    assertThat(outcome.rowAt("05-04T10:30")).isEqualTo("05-04T10:30 5800 VALID");
  }
}
