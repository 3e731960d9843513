package io.commonwatt.wire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A door carries neither Flink nor JDBC, and nothing here looks at a wall clock. */
class ArrowsTest {

  private static final JavaClasses WIRE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.commonwatt.wire");

  @Test
  void shouldKeepFlinkAndJdbcOutOfWhatADoorNeeds() {
    noClasses()
        .that()
        .resideInAnyPackage("io.commonwatt.wire", "io.commonwatt.wire.kafka")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.flink..",
            "org.postgresql..",
            "java.sql..",
            "io.commonwatt.wire.flink..",
            "io.commonwatt.wire.jdbc..")
        .check(WIRE);
  }

  @Test
  void shouldKeepStreamsOutOfWhatFlinkNeeds() {
    noClasses()
        .that()
        .resideInAPackage("io.commonwatt.wire.flink")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka.streams..", "io.commonwatt.wire.kafka..")
        .check(WIRE);
  }

  @Test
  void shouldNotLookAtAWallClock() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.commonwatt.wire", "io.commonwatt.wire.kafka", "io.commonwatt.wire.flink")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Math.class, "random")
        .check(WIRE);
  }
}
