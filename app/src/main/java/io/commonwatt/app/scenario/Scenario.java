package io.commonwatt.app.scenario;

import io.commonwatt.app.compare.CompareRun;
import java.util.Map;

/** A demonstration: what it shows, as figures. Stateless. */
public interface Scenario {

  /** Name on the command line. */
  String name();

  /** What it shows, one line. */
  String summary();

  /** Figures by name with unit, in order; amounts in micro-cent where they are whole numbers. */
  Map<String, Object> figures(CompareRun run);
}
