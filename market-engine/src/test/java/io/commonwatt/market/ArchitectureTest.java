package io.commonwatt.market;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** The floors of the room: each stands on those below and knows none above. */
class ArchitectureTest {

  private static final String ROOM = "io.commonwatt.market.";

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.commonwatt.market");

  @Test
  void shouldKeepTheFloors() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("resource")
        .definedBy(ROOM + "resource..")
        .layer("channel")
        .definedBy(ROOM + "channel..")
        .layer("clearing")
        .definedBy(ROOM + "clearing..")
        .layer("observation")
        .definedBy(ROOM + "observation..")
        .layer("settlement")
        .definedBy(ROOM + "settlement..")
        .layer("distribution")
        .definedBy(ROOM + "distribution..")
        .layer("dispatch")
        .definedBy(ROOM + "dispatch..")
        .layer("bidding")
        .definedBy(ROOM + "bidding..")
        .layer("cooperative")
        .definedBy(ROOM + "cooperative..")
        .layer("distributed")
        .definedBy(ROOM + "distributed..")
        .layer("bilateral")
        .definedBy(ROOM + "bilateral..")
        .layer("local")
        .definedBy(ROOM + "local..")
        .layer("control")
        .definedBy(ROOM + "control..")
        .layer("coordination")
        .definedBy(ROOM + "coordination..")
        .layer("criteria")
        .definedBy(ROOM + "criteria..")
        .layer("audit")
        .definedBy(ROOM + "audit..")
        .layer("flink")
        .definedBy(ROOM + "flink..")
        .whereLayer("flink")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("audit")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("criteria")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("control")
        .mayOnlyBeAccessedByLayers("flink")
        .whereLayer("coordination")
        .mayOnlyBeAccessedByLayers("flink", "audit")
        .whereLayer("distribution")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("bidding")
        .mayOnlyBeAccessedByLayers("coordination")
        .whereLayer("cooperative")
        .mayOnlyBeAccessedByLayers("coordination")
        .whereLayer("distributed")
        .mayOnlyBeAccessedByLayers("coordination")
        .whereLayer("local")
        .mayOnlyBeAccessedByLayers("coordination", "audit")
        .whereLayer("bilateral")
        .mayOnlyBeAccessedByLayers("coordination")
        .whereLayer("dispatch")
        .mayOnlyBeAccessedByLayers(
            "control", "cooperative", "distributed", "distribution", "coordination", "criteria")
        .whereLayer("settlement")
        .mayOnlyBeAccessedByLayers("control", "coordination")
        .whereLayer("observation")
        .mayOnlyBeAccessedByLayers("control", "settlement", "coordination")
        .whereLayer("clearing")
        .mayOnlyBeAccessedByLayers("bidding", "distribution", "coordination")
        .whereLayer("channel")
        .mayOnlyBeAccessedByLayers("coordination", "audit")
        .whereLayer("resource")
        .mayOnlyBeAccessedByLayers("control", "dispatch", "bidding", "coordination", "criteria")
        .check(classes);
  }

  @Test
  void shouldKeepSolversInDispatch() {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackage(ROOM + "dispatch..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.ortools..", "org.ojalgo..")
        .because("strategies state problems; back ends are a detail of dispatch")
        .check(classes);
  }
}
