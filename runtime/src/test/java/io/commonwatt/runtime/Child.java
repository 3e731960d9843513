package io.commonwatt.runtime;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What a {@link ChildJvm} does until it is killed. */
final class Child {

  private Child() {}

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[1]);
    switch (arguments[0]) {
      case "kafka" -> kafka(directory);
      case "kafka-abandoned" -> abandoned(directory);
      case "postgres" -> postgres(directory);
      case "flink" -> flink(directory);
      case "platform" -> platform(directory);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    new CountDownLatch(1).await();
  }

  private static void kafka(Path directory) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults());
    KafkaClients.createTopic(kafka, "t", 2);
    KafkaProducer<String, String> producer = KafkaClients.transactional(kafka, "door");
    producer.beginTransaction();
    for (int i = 0; i < 100; i++) {
      producer.send(new ProducerRecord<>("t", i % 2, "k" + i, "v" + i)).get();
    }
    producer.commitTransaction();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>("t", 0, "open", "never committed")).get();
    System.out.println("READY");
  }

  /** A transaction whose time is over when the broker comes back. */
  private static void abandoned(Path directory) throws Exception {
    EmbeddedKafka kafka = EmbeddedKafka.start(directory, KafkaOptions.defaults());
    KafkaClients.createTopic(kafka, "t", 40);
    KafkaProducer<String, String> producer =
        KafkaClients.producer(
            kafka, Map.of("transactional.id", "door", "transaction.timeout.ms", "1000"));
    producer.initTransactions();
    producer.beginTransaction();
    for (int partition = 0; partition < 40; partition++) {
      producer.send(new ProducerRecord<>("t", partition, "open", "never committed"));
    }
    producer.flush();
    System.out.println("READY");
  }

  private static void postgres(Path directory) throws Exception {
    EmbeddedPostgres postgres =
        EmbeddedPostgres.start(directory, PostgresOptions.defaults().withFsync(false));
    try (Connection connection = DriverManager.getConnection(postgres.jdbcUrl());
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE reading AS SELECT generate_series(1, 1000) AS wh");
      sql.execute("SET synchronous_commit = on");
      sql.execute("INSERT INTO reading VALUES (0)");
      System.out.println("PID " + postgres.pid());
      new CountDownLatch(1).await(); // Holds the connection, which a smart shutdown would wait for.
    }
  }

  private static void flink(Path directory) {
    EmbeddedFlink flink =
        EmbeddedFlink.start(
            directory, FlinkOptions.defaults().withCheckpointInterval(Duration.ofMillis(200)));
    CountingJob.submit(flink);
    System.out.println("READY");
  }

  private static void platform(Path directory) {
    EmbeddedPlatform platform = EmbeddedPlatform.open(directory);
    platform.kafka();
    CountingJob.submit(platform.flink());
    System.out.println("PID " + platform.postgres().pid());
  }
}
