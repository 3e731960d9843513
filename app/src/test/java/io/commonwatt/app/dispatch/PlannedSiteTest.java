package io.commonwatt.app.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.commonwatt.app.UserError;
import io.commonwatt.market.dispatch.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedSiteTest {

  private static final String BATTERY =
      """
      resources:
        - {id: b, kind: battery, capacityKwh: 4, powerKw: 2, storedKwh: 0,
           roundTripEfficiency: 1, terminalCentPerKwh: 0}
      """;
  private static final String SMALL =
      """
      site: small
      start: "2026-06-01T00:00:00+02:00"
      steps: 3
      loadKw: 1
      grid: {importCentPerKwh: [10, 30, 20]}
      """;

  @TempDir Path folder;

  @Test
  @SuppressWarnings("unchecked")
  void shouldPlanTheExample() throws IOException {
    Path example = Path.of(System.getProperty("commonwatt.root", "..")).resolve("docs/site.yaml");
    PlannedSite planned = PlannedSite.of(SiteFile.read(example), Dispatcher.create());
    Map<String, Object> document = PlanDocument.of(planned);

    assertThat(document.get("status")).isEqualTo("optimal");
    assertThat((Double) document.get("objective"))
        .isCloseTo((Double) document.get("bound"), within(1e-3));
    assertThat((List<String>) document.get("givenUp")).isEmpty();
    List<Map<String, Object>> intervals = (List<Map<String, Object>>) document.get("intervals");
    assertThat(intervals).hasSize(24);
    assertThat(intervals.get(0))
        .containsKeys("start", "setpointKw", "stateOfChargeKwh", "why", "netKw");
    assertThat(intervals.get(0)).containsEntry("start", "2026-05-31T22:00:00Z");
    double netKw = 0;
    for (PlannedSite.ResourceRows resource : planned.resources()) {
      netKw += resource.powerKw()[3];
    }
    assertThat(planned.netKw()[3]).isCloseTo(0.3 + netKw, within(1e-9));
    String page = PlanReport.of(planned);
    assertThat(page).contains("<svg").contains("washing machine").contains("stored worth");
    assertThat(page).doesNotContain("NaN").doesNotContain("<script");
  }

  @Test
  void shouldSayWhyInEveryStep() throws IOException {
    PlannedSite planned = plan(SMALL + BATTERY);
    assertThat(planned.resources().get(0).powerKw())
        .containsExactly(new double[] {2, -1, -1}, within(1e-6));
    String[] why = planned.resources().get(0).why();
    assertThat(why[0])
        .isEqualTo(
            "charges: energy 10.0 ct, stored worth 20.0 ct by 20.0 ct at 23:00Z; bound by its power;"
                + " waiting would cost 10.00 ct/kWh");
    assertThat(why[1]).startsWith("discharges: energy 20.0 ct").contains("covers the net load");
    assertThat(PlanDocument.lines(planned))
        .contains("small: optimal")
        .contains("assumed: site grid.exportCentPerKwh = 0.0")
        .contains("assumed: resource 'b'.wearCentPerKwh = 0.0");
  }

  @Test
  void shouldShowScenariosAndHindsight() throws IOException {
    String hedge =
        """
        hedge: {scenariosKw: [[1, 0, 0], [1, 2, 3]], limitProbability: 0.9}
        actualKw: [1, 2, 3]
        """;
    PlannedSite planned = plan(SMALL + BATTERY + hedge);
    assertThat(planned.problem().connections().get(0).baseKw())
        .containsExactly(new double[] {1, 1, 1.5}, within(1e-9));
    assertThat(planned.hindsight()).isPresent();
    assertThat(PlanDocument.of(planned)).containsKey("perfectForesightObjective");
    assertThat(PlanReport.of(planned)).contains("perfect foresight").contains("fill-opacity");
  }

  /** Two stages charge for the scenario that needs it; the mean does not see that it may come. */
  @Test
  void shouldHedgeAsIsChosen() throws IOException {
    String hedge = "hedge: {scenariosKw: [[0, 0, 0], [0, 2, 2]], method: %s}\n";
    PlannedSite hedged = plan(SMALL + BATTERY + hedge.formatted("two-stage"));
    PlannedSite mean = plan(SMALL + BATTERY + hedge.formatted("certainty-equivalent"));
    PlannedSite certain = plan(SMALL.replace("loadKw: 1", "loadKw: [0, 1, 1]") + BATTERY);
    assertThat(mean.problem().connections().get(0).baseKw())
        .containsExactly(new double[] {0, 1, 1}, within(1e-9));
    assertThat(mean.resources().get(0).powerKw())
        .containsExactly(certain.resources().get(0).powerKw(), within(1e-9));
    assertThat(mean.plan().objectiveMilliCent())
        .as("what the mean promises is too good")
        .isLessThan(hedged.plan().objectiveMilliCent() - 1);
    refused(SMALL + hedge.formatted("brave"), "method is 'brave'");
  }

  @Test
  void shouldPlanAnIslandAndNameWhatIsNotServed() throws IOException {
    String island = SMALL.replace("grid: {", "grid: {mode: islanded, ");
    PlannedSite planned = plan(island + BATTERY);
    assertThat(planned.plan().details().givenUp())
        .containsExactly("small: not served by 1.00 kW at 22:00Z, 3.00 kWh in all");
    assertThat(PlanDocument.of(planned))
        .containsEntry("slack", 3.0)
        .containsEntry("slackStoresKwh", 0.0)
        .containsEntry("slackConnectionKwh", 3.0);
  }

  @Test
  void shouldShowHowMuchAWishIsMissedBy() throws IOException {
    String car =
        """
        resources:
          - {id: car, kind: ev, capacityKwh: 50, powerKw: 2, roundTripEfficiency: 1, storedKwh: 10,
             arrival: "2026-06-01T00:00:00+02:00", departure: "2026-06-01T02:00:00+02:00",
             neededKwh: 20}
        """;
    Map<String, Object> said = PlanDocument.of(plan(SMALL + car));
    assertThat((Double) said.get("slackDevicesKwh")).isCloseTo(6, within(1e-3));
    assertThat(said).containsEntry("slack", said.get("slackDevicesKwh"));
  }

  @Test
  void shouldSayWhatNoPriceOfStoredEnergyExplains() throws IOException {
    String paid =
        SMALL
            .replace("loadKw: 1", "loadKw: 0")
            .replace("[10, 30, 20]", "[-20, -30, 40], exportCentPerKwh: [-25, -35, 5]");
    String lossy = BATTERY.replace("4, powerKw: 2", "2, powerKw: 5").replace("cy: 1", "cy: 0.8");
    PlannedSite planned = plan(paid + lossy);
    assertThat(String.join(" ", planned.resources().get(0).why()))
        .contains("the direction found by a search")
        .contains("energy -2")
        .doesNotContain("NaN");
    assertThat(PlanReport.of(planned)).doesNotContain("NaN");
  }

  /**
   * The terminal worth of a car was 0 unless the file said otherwise, and a V2G car was drained.
   */
  @Test
  void pitfall01ShouldNotDrainACarThatLeavesBeyondTheHorizon() throws IOException {
    String car =
        """
        resources:
          - {id: car, kind: ev, capacityKwh: 50, powerKw: 2, roundTripEfficiency: 1, storedKwh: 30,
             arrival: "2026-06-01T00:00:00+02:00", departure: "2026-06-02T07:00:00+02:00",
             neededKwh: 30, vehicleToGrid: true}
        """;
    PlannedSite planned = plan(SMALL.replace("20]", "19]") + car);
    // Stored energy is worth the mean price: it is fed in at 30 ct alone, and bought at 10.
    assertThat(planned.resources().get(0).powerKw())
        .containsExactly(new double[] {2, -1, 2}, within(1e-6));
    Double worth = (Double) planned.site().assumed().get("resource 'car'.terminalCentPerKwh");
    assertThat(worth).isCloseTo(59 / 3.0, within(1e-9));
  }

  /** Other systems filled in what was missing and did not say so. */
  @Test
  void pitfall02ShouldEchoEveryDefaultItTakes() throws IOException {
    Map<String, Object> assumed = plan(SMALL + BATTERY).site().assumed();
    assertThat(assumed)
        .containsEntry("site grid.exportCentPerKwh", 0.0)
        .containsEntry("site grid.mode", "connected")
        .containsEntry("site.stepMinutes", 60.0)
        .containsEntry("resource 'b'.minimumKwh", 0.0)
        .doesNotContainKey("resource 'b'.roundTripEfficiency");
    assertThat(PlanDocument.of(plan(SMALL + BATTERY))).containsEntry("assumed", assumed);
  }

  @Test
  void pitfall05ShouldPlanADayOf23Hours() throws IOException {
    String spring =
        """
        site: spring
        start: "2026-03-29T00:00:00+01:00"
        until: "2026-03-30T00:00:00+02:00"
        loadKw: 1
        grid: {importCentPerKwh: 30}
        """;
    assertThat(plan(spring + BATTERY).problem().steps()).isEqualTo(23);
  }

  @Test
  void shouldNameThePlaceAndTheRemedy() {
    refused(SMALL.replace("steps: 3", "stepz: 3"), "importCentPerKwh has 3 values for 24");
    refused(SMALL + "colour: red\n", "site: unknown key 'colour'", "use one of");
    refused(
        SMALL.replace("loadKw: 1", "loadKw: [1, 2]"),
        "loadKw has 2 values for 3 steps",
        "give one per step");
    refused(
        SMALL + BATTERY.replace("kind: battery", "kind: flywheel"),
        "resource 'b': kind is 'flywheel'",
        "use one of battery, ev");
    refused(
        SMALL + BATTERY.replace("capacityKwh: 4,", ""),
        "resource 'b': capacityKwh is missing",
        "add it");
    refused(SMALL + BATTERY.replace("storedKwh: 0", "storedKwh: full"), "'full'", "write a number");
    String twice = BATTERY + BATTERY.substring(BATTERY.indexOf("  - "));
    refused(SMALL + twice, "resource 'b': the id is used before");
    refused(SMALL.replace("+02:00", ""), "start is '2026-06-01T00:00:00', no instant", "offset");
  }

  private void refused(String content, String... words) {
    assertThatThrownBy(() -> plan(content))
        .isInstanceOf(UserError.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(words));
  }

  private PlannedSite plan(String content) throws IOException {
    Path file = folder.resolve("site.yaml");
    Files.writeString(file, content);
    return PlannedSite.of(SiteFile.read(file), Dispatcher.create());
  }
}
