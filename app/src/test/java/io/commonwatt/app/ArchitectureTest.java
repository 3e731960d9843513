package io.commonwatt.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows and the bans of the house. */
class ArchitectureTest {

  private static final List<String> ROOMS =
      List.of("ingestion", "streams", "forecasting", "market", "ledger", "storage", "dashboards");
  private static final String ROOT = "io.commonwatt.";

  private static final String COMMIT_PACING = "io.commonwatt.wire.kafka.CommitPacing";

  private static JavaClasses classes;

  @BeforeAll
  static void importClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption((Location location) -> !location.contains("/test-classes/"))
            .importPackages("io.commonwatt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingestion",
        "streams",
        "forecasting",
        "market",
        "ledger",
        "storage",
        "dashboards"
      })
  void shouldKeepRoomsApart(String room) {
    String[] others =
        ROOMS.stream()
            .filter(other -> !other.equals(room))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("between rooms there are only topics")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + "app..", ROOT + "runtime..")
        .because("the roof and the embedded engines know the rooms, not the reverse")
        .check(classes);
  }

  @Test
  void shouldKeepTheGroundBelow() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + "contracts..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "wire..",
            ROOT + "runtime..",
            ROOT + "app..",
            ROOT + "ingestion..",
            ROOT + "streams..",
            ROOT + "forecasting..",
            ROOT + "market..",
            ROOT + "ledger..",
            ROOT + "storage..",
            ROOT + "dashboards..",
            "org.apache.kafka..",
            "org.apache.flink..",
            "java.sql..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "wire..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "runtime..",
            ROOT + "app..",
            ROOT + "ingestion..",
            ROOT + "streams..",
            ROOT + "forecasting..",
            ROOT + "market..",
            ROOT + "ledger..",
            ROOT + "storage..",
            ROOT + "dashboards..")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage(ROOT + "runtime..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "app..",
            ROOT + "ingestion..",
            ROOT + "streams..",
            ROOT + "forecasting..",
            ROOT + "market..",
            ROOT + "ledger..",
            ROOT + "storage..",
            ROOT + "dashboards..")
        .check(classes);
  }

  @Test
  void shouldKeepEnginesAtTheDoors() {
    noClasses()
        .that(areInARoomButNotAtADoor())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "org.apache.flink..",
            "java.sql..",
            "javax.sql..",
            ROOT + "wire..")
        .because(
            "the core of a room is plain Java; only packages named kafka, flink and jdbc wire engines")
        .check(classes);
  }

  @Test
  void shouldUseNoWallClock() {
    DescribedPredicate<JavaClass> rooms = areInARoom();
    noClasses().that(rooms).should().callMethod(java.time.Instant.class, "now").check(classes);
    noClasses().that(rooms).should().callMethod(java.time.LocalDate.class, "now").check(classes);
    noClasses()
        .that(rooms)
        .should()
        .callMethod(java.time.LocalDateTime.class, "now")
        .check(classes);
    noClasses()
        .that(rooms)
        .should()
        .callMethod(java.time.ZonedDateTime.class, "now")
        .check(classes);
    noClasses().that(rooms).should().callMethod(System.class, "currentTimeMillis").check(classes);
    noClasses().that(rooms).should().callMethod(System.class, "nanoTime").check(classes);
    noClasses().that(rooms).should().callMethod(Thread.class, "sleep", long.class).check(classes);
    noClasses().that(rooms).should().callMethod(java.time.Clock.class, "systemUTC").check(classes);
  }

  @Test
  void shouldUseNoAmbientRandomness() {
    DescribedPredicate<JavaClass> rooms = areInARoom();
    noClasses().that(rooms).should().callMethod(Math.class, "random").check(classes);
    noClasses().that(rooms).should().callConstructor(Random.class).check(classes);
    noClasses().that(rooms).should().callMethod(java.util.UUID.class, "randomUUID").check(classes);
    noClasses()
        .that(rooms)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .check(classes);
    noClasses()
        .that(rooms)
        .should()
        .callMethod(java.util.Collection.class, "parallelStream")
        .check(classes);
  }

  @Test
  void shouldUseStrictMathWhereResultsAreMade() {
    for (String function :
        List.of(
            "sin", "cos", "tan", "exp", "log", "log10", "acos", "asin", "atan", "sinh", "cosh",
            "tanh", "cbrt", "log1p", "expm1")) {
      noClasses()
          .that(areInARoom())
          .should()
          .callMethod(Math.class, function, double.class)
          .because("StrictMath gives the same bits on every machine")
          .check(classes);
    }
    noClasses()
        .that(areInARoom())
        .should()
        .callMethod(Math.class, "pow", double.class, double.class)
        .check(classes);
    noClasses()
        .that(areInARoom())
        .should()
        .callMethod(Math.class, "atan2", double.class, double.class)
        .check(classes);
    noClasses()
        .that(areInARoom())
        .should()
        .callMethod(Math.class, "hypot", double.class, double.class)
        .check(classes);
  }

  @Test
  void shouldNeverLetWallClockMoveEventTime() {
    noClasses()
        .that()
        .resideInAPackage("io.commonwatt..")
        .should()
        .callMethod(
            "org.apache.flink.api.common.eventtime.WatermarkStrategy",
            "withIdleness",
            "java.time.Duration")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.commonwatt..")
        .should()
        .callMethod(
            "org.apache.flink.streaming.api.TimerService", "registerProcessingTimeTimer", "long")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("io.commonwatt..")
        .and()
        .doNotHaveFullyQualifiedName(COMMIT_PACING)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.kafka.streams.processor.PunctuationType")
        .check(classes);
    // It commits by the wall clock; it may not say anything by it.
    classes()
        .that()
        .haveFullyQualifiedName(COMMIT_PACING)
        .should()
        .onlyCallMethodsThat(
            DescribedPredicate.describe(
                "schedule, test or commit",
                method ->
                    List.of("schedule", "test", "commit", "ofMillis").contains(method.getName())))
        .check(classes);
  }

  @Test
  void shouldHaveNoCyclesBetweenModules() {
    slices().matching("io.commonwatt.(*)..").should().beFreeOfCycles().check(classes);
  }

  private static DescribedPredicate<JavaClass> areInARoom() {
    return DescribedPredicate.describe(
        "are in a room",
        type -> ROOMS.stream().anyMatch(room -> type.getPackageName().startsWith(ROOT + room)));
  }

  private static DescribedPredicate<JavaClass> areInARoomButNotAtADoor() {
    return DescribedPredicate.describe(
        "are in the core of a room",
        type ->
            areInARoom().test(type)
                && !type.getPackageName().matches(".*\\.(kafka|flink|jdbc|board)(\\..*)?"));
  }
}
