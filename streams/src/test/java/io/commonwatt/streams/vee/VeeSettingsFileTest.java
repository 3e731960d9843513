package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VeeSettingsFileTest {
  @Test
  void shouldOverrideSingleDefaults() {
    VeeSettings settings =
        VeeSettingsFile.parse(
            """
            # slower meters
            absenceDelayHours: 12
            futureToleranceMinutes: 0.5
            memoryDays: 60
            spikeFloorKw: 8.5
            """,
            "vee.yaml");

    assertThat(settings.absenceDelay()).isEqualTo(Duration.ofHours(12));
    assertThat(settings.futureTolerance()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.memoryDays()).isEqualTo(60);
    assertThat(settings.getClass(14).spikeFloorKw()).isEqualTo(8.5);
    assertThat(settings.maxAge()).isEqualTo(VeeSettings.defaults().maxAge());
    assertThat(VeeSettingsFile.parse("", "vee.yaml")).isEqualTo(VeeSettings.defaults());
  }

  @Test
  void shouldDocumentEveryDefault() throws IOException {
    String shipped;
    try (InputStream yaml = VeeSettings.class.getResourceAsStream("vee.yaml")) {
      shipped = new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(VeeSettingsFile.parse(shipped, "vee.yaml")).isEqualTo(VeeSettings.defaults());
    assertThat(SettingKeys.OF_CLASS.keySet())
        .allSatisfy(key -> assertThat(shipped).contains(key + ":"));
  }

  @Test
  void shouldGiveAClassItsOwnThresholds() {
    VeeSettings settings =
        VeeSettingsFile.parse(
            """
            frozenIntervals: 8
            sourcePriority: [head-end, portal]
            classes:
              commercial: {upToKw: 100, spikeFloorKw: 40}
              household: {upToKw: 25}
            """,
            "vee.yaml");

    assertThat(settings.getClass(14).name()).isEqualTo("household");
    assertThat(settings.getClass(14).frozenIntervals()).isEqualTo(8);
    assertThat(settings.getClass(60).spikeFloorKw()).isEqualTo(40);
    assertThat(settings.getClass(500).name()).isEqualTo("standard");
    expect("classes:\n  a: {}", "vee.yaml:2: class 'a' has no upToKw; say up to which");
    expect("classes:\n  a:\n    kw: 3", "vee.yaml:3: class 'a': unknown key 'kw'; use one of");
  }

  @Test
  void shouldNameTheLineAndTheRemedy() {
    expect("memoryDays: 42\nspikes: 3\n", "vee.yaml:2: unknown key 'spikes'; use one of [absence");
    expect("\nmemoryDays: many", "vee.yaml:2: memoryDays is 'many'; write a number");
    expect("memoryDays: 7", "vee.yaml:1: memoryDays is 7.0; it must be 28.0…4000.0");
    expect("memoryDays: 42.5", "vee.yaml:1: memoryDays is 42.5; write a whole number");
    expect("rangeTolerance: .nan", "vee.yaml:1: rangeTolerance is '.nan'; write a number");
    expect("maxAgeDays: 9\nmaxAgeDays: 9", "vee.yaml:2: maxAgeDays is given twice; remove one");
    expect("- 1", "vee.yaml:1: is no mapping; write 'key: number' lines");
    expect("a: [", "vee.yaml:1: is no YAML");
  }

  private static void expect(String yaml, String message) {
    assertThatThrownBy(() -> VeeSettingsFile.parse(yaml, "vee.yaml"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
