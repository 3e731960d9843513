package io.commonwatt.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Progress;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.ledger.LedgerVerifier;
import io.commonwatt.ledger.LedgerVerifier.Verification;
import io.commonwatt.ledger.Settlements;
import io.commonwatt.runtime.EmbeddedKafka;
import io.commonwatt.runtime.KafkaOptions;
import io.commonwatt.wire.Wire;
import io.commonwatt.wire.WireSettings;
import io.commonwatt.wire.kafka.TopicAdmin;
import io.commonwatt.wire.kafka.TopicWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LedgerApplicationTest {

  private static final int PARTITIONS = 4;
  private static final Settlements SETTLEMENTS = new Settlements(42, 30);
  private static final Instant HALF = Settlements.FROM.plusSeconds(15 * 3600);

  @TempDir Path directory;
  private EmbeddedKafka kafka;

  @BeforeEach
  void start() {
    kafka = EmbeddedKafka.start(directory.resolve("kafka"), KafkaOptions.defaults());
    TopicAdmin.ensure(settings("state"));
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  /** Stopped half way and started without its files, it goes on from its changelog. */
  @Test
  void shouldGiveWhatThePlainLoopGives() {
    publish(HALF, false);
    List<LedgerEntry> firstHalf = runUntil(HALF, settings("state"));
    publish(SETTLEMENTS.to(), true);
    List<LedgerEntry> entries = runUntil(SETTLEMENTS.to(), settings("another-state"));

    List<LedgerEntry> expected = new ArrayList<>(SETTLEMENTS.entries());
    expected.sort(Comparator.comparing(LedgerEntry::book).thenComparing(LedgerEntry::sequence));
    assertThat(firstHalf).isNotEmpty().hasSizeLessThan(expected.size());
    assertThat(entries).isEqualTo(expected);
    Verification verification = LedgerVerifier.verify(entries.iterator());
    assertThat(verification.firstBad()).isNull();
    assertThat(verification.sumMicroCent()).isZero();
  }

  private WireSettings settings(String state) {
    return new WireSettings(
        kafka.bootstrapServers(), PARTITIONS, "test", directory.resolve(state), 2);
  }

  /** Publishes as a market that goes through every hour and ends. */
  private void publish(Instant through, boolean end) {
    try (TopicWriter writer =
        TopicWriter.open(settings("state"), "market", List.of(Topics.SETTLEMENT))) {
      Instant from = writer.resumeFrom().orElse(Settlements.FROM.minusSeconds(3600));
      for (Instant at = from.plusSeconds(3600); !at.isAfter(through); at = at.plusSeconds(3600)) {
        for (Settlement settlement : SETTLEMENTS.list()) {
          if (settlement.knownAt().equals(at)) {
            writer.send(Topics.SETTLEMENT, settlement);
          }
        }
        writer.progress(at, end && at.equals(through));
      }
      writer.flush();
    }
  }

  /** Runs the application until its progress says it is through; entries book by book. */
  private List<LedgerEntry> runUntil(Instant through, WireSettings settings) {
    try (KafkaStreams streams =
        new KafkaStreams(
            LedgerApplication.topology(settings, new Registry(communityFile())),
            LedgerApplication.properties(settings))) {
      streams.start();
      List<LedgerEntry> entries = readUntil(through);
      streams.close(Duration.ofSeconds(20));
      return entries;
    }
  }

  private List<LedgerEntry> readUntil(Instant through) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
    List<LedgerEntry> entries = new ArrayList<>();
    Map<Integer, Progress> progress = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          IntStream.range(0, PARTITIONS)
              .mapToObj(partition -> new TopicPartition(Topics.LEDGER_ENTRY.name(), partition))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (progress.size() < PARTITIONS
          || progress.values().stream().anyMatch(said -> said.through().isBefore(through))) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Object value = Wire.decode(record.value());
          if (value instanceof Progress said) {
            progress.put(record.partition(), said);
          } else {
            entries.add((LedgerEntry) value);
          }
        }
      }
    }
    entries.sort(Comparator.comparing(LedgerEntry::book).thenComparing(LedgerEntry::sequence));
    return entries;
  }

  private static CommunityFile communityFile() {
    List<Community> communities =
        Settlements.COMMUNITIES.stream().map(id -> new Community(id, id, "m", "p")).toList();
    return new CommunityFile(
        "EUR",
        ZoneOffset.UTC,
        true,
        communities,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        "");
  }
}
