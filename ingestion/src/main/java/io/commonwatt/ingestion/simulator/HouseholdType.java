package io.commonwatt.ingestion.simulator;

/** How the people of a home spend their days. Times are hours of the local day. */
enum HouseholdType {
  SINGLE(1, 90, 130, 7.0, 8.2, 17.8, 23.2, 0.75),
  COUPLE(2, 120, 190, 6.8, 8.0, 17.6, 22.9, 0.7),
  FAMILY(4, 165, 280, 6.6, 8.4, 15.8, 22.6, 0.65),
  RETIRED(2, 110, 170, 7.6, 10.2, 12.6, 22.7, 0.45),
  HOME_OFFICE(2, 145, 230, 7.2, 12.4, 13.3, 23.4, 0.35);

  private final int persons;
  private final double standbyW;
  private final double activeW;
  private final double wakes;
  private final double leaves;
  private final double returns;
  private final double sleeps;
  private final double goesOut;

  HouseholdType(
      int persons,
      double standbyW,
      double activeW,
      double wakes,
      double leaves,
      double returns,
      double sleeps,
      double goesOut) {
    this.persons = persons;
    this.standbyW = standbyW;
    this.activeW = activeW;
    this.wakes = wakes;
    this.leaves = leaves;
    this.returns = returns;
    this.sleeps = sleeps;
    this.goesOut = goesOut;
  }

  int persons() {
    return persons;
  }

  /** What runs day and night: cooling, network, standby, W. */
  double standbyW() {
    return standbyW;
  }

  /** What runs while somebody is up and at home: screens, pumps, small devices, W. */
  double activeW() {
    return activeW;
  }

  double wakes() {
    return wakes;
  }

  double leaves() {
    return leaves;
  }

  double returns() {
    return returns;
  }

  double sleeps() {
    return sleeps;
  }

  /** Probability that everybody is out between leaving and returning on a working day. */
  double goesOut() {
    return goesOut;
  }
}
