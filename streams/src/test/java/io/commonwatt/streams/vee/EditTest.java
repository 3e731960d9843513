package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import java.util.List;
import org.junit.jupiter.api.Test;

class EditTest {
  private static final String HOME =
      """
      point home-1 minutes 60
      meter m-1 at home-1
      read m-1 consumption 05-01T00:00 100x48
      """;

  @Test
  void shouldHoldTheEditKeepTheRawValueAndRestoreItOnWithdrawal() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    edit home-1 consumption 05-01T05:00 42 spike known 05-02T10:00
                    edit home-1 consumption 05-01T05:00 withdraw known 05-02T20:00
                    """)
            .run("05-03T00:00");

    List<ValidatedReading> versions =
        outcome.all().stream()
            .filter(ValidatedReading.class::isInstance)
            .map(ValidatedReading.class::cast)
            .filter(row -> row.start().equals(Scene.time("05-01T05:00")))
            .toList();
    assertThat(versions)
        .extracting(Outcome::text)
        .containsExactly(
            "05-01T05:00 100 VALID",
            "05-01T05:00 42 EDITED [spike] agreed raw 100",
            "05-01T05:00 100 VALID");
    assertThat(outcome.sumTexts())
        .contains("COMMUNITY c-1 05-01T05:00 100 of 1 present 1 estimated 0");
  }

  @Test
  void shouldKeepTheEditWhenAReadingComesLater() {
    Outcome outcome =
        Scene.of(
                HOME
                    + """
                    edit home-1 consumption 05-01T05:00 42 known 05-02T10:00
                    read m-1 consumption 05-01T05:00 77 known 05-02T12:00
                    """)
            .run("05-03T00:00");

    assertThat(outcome.rowAt("05-01T05:00")).startsWith("05-01T05:00 42 EDITED").endsWith("raw 77");
    assertThat(outcome.sumTexts()).contains("FEEDER f-1 05-01T05:00 42 of 1 present 1 estimated 0");
  }

  @Test
  void shouldRefuseAnEditThatNamesNoIntervalHeld() {
    Outcome outcome =
        Scene.of(HOME + "edit home-1 consumption 03-01T05:00 42 known 05-02T10:00\n")
            .run("05-03T00:00");

    assertThat(outcome.rejections()).hasSize(1);
    assertThat(outcome.rejections().get(0).detail())
        .startsWith("Edit 'edit-49' of usage point 'home-1' is about 2025-03-01T05:00:00Z, older");
  }
}
