package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import org.junit.jupiter.api.Test;

/** Which of several readings of one interval holds. */
class FilingTest {
  private static final String HOME =
      """
      point home-1
      meter m-1 at home-1
      """;

  @Test
  void shouldAcceptReadingAsItIs() {
    Outcome outcome = Scene.of(HOME + "read m-1 consumption 05-01T00:00 250").run("05-01T02:00");

    ValidatedReading row = outcome.rows().values().iterator().next();
    assertThat(Outcome.text(row)).isEqualTo("05-01T00:00 250 VALID");
    assertThat(row.rawWh()).isEqualTo(250);
    assertThat(row.meter()).isEqualTo("m-1");
    assertThat(row.method()).isEmpty();
    assertThat(row.knownAt()).isEqualTo(Scene.time("05-01T01:00"));
    assertThat(row.version()).isEqualTo(Scene.time("05-01T01:00").toEpochMilli());
    assertThat(row.placement()).isEqualTo("c-1");
    assertThat(outcome.exceptions()).isEmpty();
  }

  @Test
  void shouldMultiplyByTheTransformerRatio() {
    Outcome outcome =
        Scene.of(
                """
                point home-1 kw 1000
                meter m-1 at home-1 multiplier 40
                read m-1 consumption 05-01T00:00 250
                """)
            .run("05-01T02:00");

    assertThat(outcome.rowsOf("home-1")).containsExactly("05-01T00:00 10000 VALID");
  }

  @Test
  void shouldCallSameValueDuplicateAndChangeNothing() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 250
                    read m-1 consumption 05-01T00:00 250
                    read m-1 consumption 05-01T00:00 250 known 05-01T03:30
                    """)
            .run("05-01T05:00");

    assertThat(outcome.exceptionTexts())
        .containsExactly(
            "05-01T00:00 duplicate DUPLICATE scene.txt#2",
            "05-01T00:00 duplicate DUPLICATE scene.txt#3");
    assertThat(outcome.exceptions().get(0).detail())
        .isEqualTo("250 Wh is held already from reading scene.txt#1");
    assertThat(outcome.all().stream().filter(ValidatedReading.class::isInstance)).hasSize(1);
  }

  @Test
  void shouldLetTheLaterKnownValueHoldWithANewVersion() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 250 known 05-01T03:30
                    read m-1 consumption 05-01T00:00 240 known 05-01T00:30
                    """)
            .run("05-01T05:00");

    assertThat(outcome.rowsOf("home-1")).containsExactly("05-01T00:00 250 VALID");
    assertThat(outcome.exceptionTexts())
        .containsExactly("05-01T00:00 superseded SUPERSEDED scene.txt#2");
    assertThat(outcome.exceptions().get(0).detail())
        .isEqualTo("240 Wh replaced by 250 Wh of reading scene.txt#1");
    assertThat(outcome.rows().values().iterator().next().version())
        .isEqualTo(Scene.time("05-01T04:00").toEpochMilli());
  }

  @Test
  void shouldLetTheGreaterIdHoldOfTwoKnownAtOnce() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 250
                    read m-1 consumption 05-01T00:00 240
                    """)
            .run("05-01T05:00");

    assertThat(outcome.rowsOf("home-1")).containsExactly("05-01T00:00 240 VALID");
    assertThat(outcome.exceptionTexts())
        .containsExactly("05-01T00:00 superseded SUPERSEDED scene.txt#1");
  }

  @Test
  void shouldFollowAMeterExchangeWithoutGapOrDouble() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter old at home-1 to 05-01T01:00
                meter new at home-1 from 05-01T01:00
                read old consumption 05-01T00:00 10 11 12
                read new consumption 05-01T00:30 20 21 22
                read new consumption 05-01T02:00 23x20
                """)
            .run("05-01T09:00");

    assertThat(outcome.rejectionTexts())
        .containsExactly("meter-not-installed scene.txt#4", "meter-not-installed scene.txt#3");
    assertThat(outcome.rowsOf("home-1").subList(0, 5))
        .containsExactly(
            "05-01T00:00 10 VALID",
            "05-01T00:30 11 VALID",
            "05-01T01:00 21 VALID",
            "05-01T01:30 22 VALID",
            "05-01T02:00 23 VALID");
    assertThat(outcome.exceptions()).isEmpty();
    assertThat(outcome.rows().values())
        .extracting(ValidatedReading::meter)
        .startsWith("old", "old", "new");
  }

  @Test
  void shouldCountAReadingBeyondMemoryAsSupersedingWithoutComparison() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    read m-1 consumption 05-01T00:00 250
                    read m-1 consumption 07-01T00:00 1
                    read m-1 consumption 05-01T00:00 250 known 07-01T00:30
                    read m-1 consumption 05-01T00:30 260 known 07-01T00:30
                    read m-1 consumption 05-01T00:30 261 known 07-01T00:30
                    """)
            .run("07-01T02:00");

    assertThat(outcome.exceptions())
        .filteredOn(e -> e.fate() == ReadingException.Fate.SUPERSEDED)
        .extracting(ReadingException::detail)
        .containsExactly(
            "A reading that has left memory replaced by 250 Wh of reading scene.txt#3",
            "260 Wh replaced by 261 Wh of reading scene.txt#5");
    assertThat(outcome.rowAt("05-01T00:00")).isEqualTo("05-01T00:00 250 VALID");
    assertThat(outcome.rowAt("05-01T00:30")).isEqualTo("05-01T00:30 261 VALID");
  }

  @Test
  void shouldValidateTheLastCenturyAndTheEndOfThisOneAlike() {
    for (String year : new String[] {"1969", "1999", "2099"}) {
      Outcome outcome =
          Scene.of(
                  HOME.replace("home-1\n", "home-1\n")
                          .replace(
                              "meter m-1 at home-1", "meter m-1 at home-1 from 1900-01-01T00:00")
                      + "read m-1 consumption %s-12-31T22:00 10 11 _ 13x20".formatted(year))
              .run((Integer.parseInt(year) + 1) + "-01-01T08:00");

      assertThat(outcome.rejections()).isEmpty();
      assertThat(outcome.rowAt(year + "-12-31T22:00")).endsWith(" 10 VALID");
      assertThat(outcome.rowAt(year + "-12-31T23:00"))
          .endsWith(" 12 ESTIMATED_LINEAR [gap] linear");
    }
  }
}
