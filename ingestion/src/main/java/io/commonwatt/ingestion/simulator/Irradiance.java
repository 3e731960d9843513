package io.commonwatt.ingestion.simulator;

/** Irradiance on the ground and on a tilted plane, W/m². */
final class Irradiance {

  private static final double SOLAR_CONSTANT_W_PER_M2 = 1361;
  private static final double GROUND_ALBEDO = 0.2;

  /** Below this sine of elevation (about 3°) the beam is too flat to count. */
  private static final double FLAT_SUN = 0.05;

  private Irradiance() {}

  /**
   * Global horizontal irradiance under a clear sky: Haurwitz (1945), "Insolation in relation to
   * cloudiness and cloud density", Journal of Meteorology 2.
   *
   * @param up sine of the sun's elevation
   */
  static double clearSky(double up) {
    return up <= 0 ? 0 : 1098 * up * StrictMath.exp(-0.057 / up);
  }

  /**
   * Diffuse share of the global horizontal irradiance: Erbs, Klein and Duffie (1982), Solar Energy
   * 28.
   *
   * @param clearness global horizontal over extraterrestrial horizontal irradiance
   */
  static double diffuseShare(double clearness) {
    if (clearness <= 0.22) {
      return 1 - 0.09 * clearness;
    }
    if (clearness <= 0.8) {
      double square = clearness * clearness;
      return 0.9511
          - 0.1604 * clearness
          + 4.388 * square
          - 16.638 * square * clearness
          + 12.336 * square * square;
    }
    return 0.165;
  }

  /**
   * Irradiance on a plane, isotropic sky (Liu and Jordan 1963, Solar Energy 7).
   *
   * @param global global horizontal irradiance
   * @param plane unit normal of the plane: east, north, up
   */
  static double onPlane(double global, SunPath sun, int quarter, double[] plane) {
    double up = sun.up(quarter);
    if (global <= 0 || up <= 0) {
      return 0;
    }
    double clearness = global / (SOLAR_CONSTANT_W_PER_M2 * sun.eccentricity() * up);
    double diffuse = global * diffuseShare(StrictMath.min(1, clearness));
    double incidence = plane[0] * sun.east(quarter) + plane[1] * sun.north(quarter) + plane[2] * up;
    double beam = (global - diffuse) / StrictMath.max(up, FLAT_SUN);
    return beam * StrictMath.max(0, incidence)
        + diffuse * (1 + plane[2]) / 2
        + global * GROUND_ALBEDO * (1 - plane[2]) / 2;
  }
}
