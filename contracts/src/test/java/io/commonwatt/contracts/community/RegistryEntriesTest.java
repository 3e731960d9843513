package io.commonwatt.contracts.community;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.codec.RecordCodec;
import io.commonwatt.contracts.registry.RegistryEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryEntriesTest {

  private static final Instant START = Instant.parse("2025-05-01T00:00:00Z");

  @Test
  void shouldPublishEveryFactWithSortedKeysAndThePlacementOfItsUsagePoint() throws IOException {
    CommunityFile file = CommunityFileWriterTest.sample();
    List<RegistryEntry> entries = RegistryEntries.listAll(file, START);
    assertThat(entries).extracting(RegistryEntry::id).doesNotHaveDuplicates().hasSize(14);
    assertThat(entries).extracting(RegistryEntry::fileHash).containsOnly(file.sha256());
    assertThat(entries).extracting(RegistryEntry::knownAt).containsOnly(START);
    assertThat(entries)
        .filteredOn(entry -> !entry.kind().equals(RegistryEntries.TARIFF))
        .extracting(RegistryEntry::placement)
        .containsOnly("quayside");
    assertThat(entries)
        .contains(
            new RegistryEntry(
                "meter-installation",
                "E10A00002",
                Instant.parse("2025-01-01T00:00:00Z"),
                "{\"from\":\"2025-01-01T00:00:00Z\",\"meter\":\"E10A00002\",\"multiplier\":1,"
                    + "\"to\":\"2025-05-20T10:00:00Z\",\"usagePoint\":\"home-02\"}",
                file.sha256(),
                START,
                "quayside"));
    assertThat(entries)
        .filteredOn(entry -> entry.objectId().equals("home-01-battery"))
        .extracting(RegistryEntry::content)
        .containsExactly(
            "{\"capacityKwh\":8.0,\"id\":\"home-01-battery\",\"initialKwh\":4.0,\"powerKw\":3.5,"
                + "\"roundTripEfficiency\":0.9,\"simulated\":false,\"type\":\"battery\","
                + "\"usagePoint\":\"home-01\",\"wearMilliCentPerKwh\":1500}");
    assertThat(entries)
        .filteredOn(entry -> entry.objectId().equals("home-01-car"))
        .extracting(RegistryEntry::content)
        .containsExactly(
            "{\"capacityKwh\":50.0,\"id\":\"home-01-car\",\"initialKwh\":0.0,\"powerKw\":7.4,"
                + "\"roundTripEfficiency\":0.9,\"simulated\":false,\"type\":\"ev\","
                + "\"usagePoint\":\"home-01\",\"use\":{\"arrivalMinute\":1080,"
                + "\"arrivesWithKwh\":20.0,\"departureMinute\":420,\"neededKwh\":40.0,"
                + "\"vehicleToGrid\":false},\"wearMilliCentPerKwh\":0}");
  }

  @Test
  void shouldKnowTheTopicOfEachKindAndEncodeEveryEntry() throws IOException {
    for (RegistryEntry entry : RegistryEntries.listAll(CommunityFileWriterTest.sample(), START)) {
      assertThat(RegistryEntries.topicOf(entry.kind()).name())
          .isEqualTo("registry." + entry.kind() + ".v1");
      assertThat(Topics.listAll()).contains(RegistryEntries.topicOf(entry.kind()));
      byte[] bytes = RecordCodec.standard().encode(entry);
      assertThat(RecordCodec.standard().decode(bytes)).isEqualTo(entry);
    }
  }

  @Test
  void shouldEscapeTextsInJson() {
    assertThat(Json.write(ObjectMaps.of(new Member("m\"1", "a\\b\nÄ"))))
        .isEqualTo("{\"id\":\"m\\\"1\",\"name\":\"a\\\\b\\u000aÄ\"}");
  }
}
