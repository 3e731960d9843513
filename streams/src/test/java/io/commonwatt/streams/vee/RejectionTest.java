package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What cannot be attributed or placed is rejected, and says what and where. */
class RejectionTest {
  @Test
  void shouldRejectUnknownMeterWithItsTextAndRawId() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter m-1 at home-1
                read m-9 consumption 05-01T00:00 250
                """)
            .run("05-01T02:00");

    assertThat(outcome.all()).hasSize(1);
    Rejection rejection = outcome.rejections().get(0);
    assertThat(rejection.rule()).isEqualTo("unknown-meter");
    assertThat(rejection.reference()).isEqualTo("scene.txt#1");
    assertThat(rejection.reading()).isTrue();
    assertThat(rejection.placement()).isEqualTo("m-9");
    assertThat(rejection.knownAt()).isEqualTo(Scene.time("05-01T01:00"));
    assertThat(rejection.detail())
        .isEqualTo(
            "Meter 'm-9' is in no meter installation; add it to the community file and send the"
                + " reading again");
    assertThat(new String(rejection.raw(), StandardCharsets.UTF_8))
        .isEqualTo(
            "reading source=scene import=scene.txt sequence=1 meter=m-9 channel=consumption"
                + " start=2025-05-01T00:00:00Z lengthSeconds=1800 value=250e0 unit=WATT_HOUR"
                + " carryMicroJoule=0 sentQuality= knownAt=2025-05-01T00:30:00Z");
  }

  @Test
  void shouldRejectMeterBeforeAndAfterItsInstallation() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter m-1 at home-1 from 05-01T01:00 to 05-01T02:00
                read m-1 consumption 05-01T00:30 1 2 3 4
                """)
            .run("05-01T04:00");

    assertThat(outcome.rejectionTexts())
        .containsExactly("meter-not-installed scene.txt#1", "meter-not-installed scene.txt#4");
    assertThat(outcome.rowsOf("home-1"))
        .containsExactly("05-01T01:00 2 VALID", "05-01T01:30 3 VALID");
  }

  @Test
  void shouldRejectChannelThatIsNotMetered() {
    Outcome outcome =
        Scene.of(
                """
                point home-1 channels consumption
                meter m-1 at home-1
                read m-1 generation 05-01T00:00 250
                """)
            .run("05-01T04:00");

    assertThat(outcome.rejectionTexts()).containsExactly("channel-not-metered scene.txt#1");
  }

  @Test
  void shouldRejectOutsideTheTimeWindow() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter m-1 at home-1 from 1990-01-01T00:00
                read m-1 consumption 2024-03-27T00:00 1 known 05-01T00:00
                read m-1 consumption 2024-03-26T23:30 2 known 05-01T00:00
                read m-1 consumption 1999-05-01T00:00 3 known 05-01T00:00
                read m-1 consumption 2099-05-01T00:00 4 known 05-01T00:00
                read m-1 consumption 05-01T00:00 5 known 05-01T00:25
                read m-1 consumption 05-01T00:30 6 known 05-01T00:54
                """)
            .run("05-01T04:00");

    assertThat(outcome.rejectionTexts())
        .containsExactly(
            "outside-time-window scene.txt#2",
            "outside-time-window scene.txt#3",
            "outside-time-window scene.txt#4",
            "outside-time-window scene.txt#6");
    assertThat(outcome.rowsOf("home-1"))
        .containsExactly("2024-03-27T00:00 1 VALID", "05-01T00:00 5 VALID");
  }

  @Test
  void shouldRejectWrongLengthAndStartBesideTheGrid() {
    Scene scene =
        Scene.of(
            """
            point home-1 minutes 30
            meter m-1 at home-1
            """);
    scene.add(
        "m-1", Channel.CONSUMPTION, Scene.time("05-01T00:00"), 900, 1, Scene.time("05-01T01:00"));
    scene.add(
        "m-1", Channel.CONSUMPTION, Scene.time("05-01T00:15"), 1800, 2, Scene.time("05-01T01:00"));
    scene.add(
        "m-1",
        Channel.CONSUMPTION,
        Scene.time("05-01T00:00").plusMillis(1),
        1800,
        3,
        Scene.time("05-01T01:00"));

    Outcome outcome = scene.run("05-01T04:00");

    assertThat(outcome.rejectionTexts())
        .containsExactly("interval-mismatch scene.txt#1", "interval-mismatch scene.txt#2");
    assertThat(outcome.rowAt("05-01T00:00")).isEqualTo("05-01T00:00 3 VALID");
    assertThat(outcome.rejections().get(1).detail())
        .isEqualTo(
            "Interval from 2025-05-01T00:15:00Z of 1800 s; usage point 'home-1' is metered in"
                + " whole intervals of 1800 s");
  }

  @Test
  void shouldRejectReadingPlacedWithAnotherCommunity() {
    Scene scene =
        Scene.of(
            """
            point home-1 community c-1
            point home-2 community c-2 feeder f-2
            meter m-1 at home-1 to 05-02T00:00
            meter m-1 at home-2 from 05-02T00:00
            read m-1 consumption 05-01T23:30 1 2
            """);

    Outcome outcome = scene.run("05-02T04:00");

    assertThat(outcome.rejectionTexts()).containsExactly("wrong-placement scene.txt#2");
  }

  @Test
  void shouldRejectEventsOfUnknownMetersAndTimesWithoutCountingThemAsReadings() {
    Outcome outcome =
        Scene.of(
                """
                point home-1
                meter m-1 at home-1 from 05-01T00:00
                fail m-9 05-01T00:10
                fail m-1 2099-05-01T00:10 known 05-01T00:10
                fail m-1 04-30T00:10
                """)
            .run("05-01T04:00");

    assertThat(outcome.rejectionTexts())
        .containsExactlyInAnyOrder(
            "unknown-meter event events.txt#1",
            "outside-time-window event events.txt#2",
            "meter-not-installed event events.txt#3");
    assertThat(outcome.rejections()).noneMatch(Rejection::reading);
  }
}
