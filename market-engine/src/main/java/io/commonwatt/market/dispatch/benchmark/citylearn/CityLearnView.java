package io.commonwatt.market.dispatch.benchmark.citylearn;

/**
 * What a controller may know at the end of an hour: load, PV and carbon up to that hour, the state
 * of the batteries, the calendar and the published tariff. Asking for a later measurement is
 * refused. Not thread-safe.
 */
public final class CityLearnView {

  private final CityLearnData data;
  private final double[][] netKwh;
  private final CityLearnBattery[] batteries;
  private int now;

  CityLearnView(CityLearnData data, double[][] netKwh, CityLearnBattery[] batteries) {
    this.data = data;
    this.netKwh = netKwh;
    this.batteries = batteries;
  }

  void moveTo(int hour) {
    now = hour;
  }

  /** The hour that has just ended. */
  public int now() {
    return now;
  }

  public int homes() {
    return batteries.length;
  }

  /** Hours of the whole run. */
  public int hours() {
    return data.hours();
  }

  public double loadKwh(int home, int hour) {
    return data.loadKwh(home, past(hour));
  }

  public double solarKwh(int home, int hour) {
    return data.solarKwh(home, past(hour));
  }

  /** Nominal power of a home's PV, kW. */
  public double solarKw(int home) {
    return data.solarKw(home);
  }

  /** Load less PV, kWh. */
  public double netKwh(int home, int hour) {
    return data.netKwh(home, past(hour));
  }

  public double carbonKgPerKwh(int hour) {
    return data.carbonKgPerKwh(past(hour));
  }

  /** Net energy of all homes with their batteries, kWh. */
  public double districtKwh(int hour) {
    past(hour);
    double sum = 0;
    for (double[] home : netKwh) {
      sum += home[hour];
    }
    return sum;
  }

  /** Published tariff, known ahead, $/kWh. */
  public double pricePerKwh(int hour) {
    return data.pricePerKwh(hour);
  }

  /** Hour of the day, 0 to 23, known ahead. */
  public int hourOfDay(int hour) {
    return data.hourOfDay(hour);
  }

  /** Day of the week, 1 is Monday, 8 a holiday, known ahead. */
  public int dayType(int hour) {
    return data.dayType(hour);
  }

  public double storedKwh(int home) {
    return batteries[home].storedKwh();
  }

  public double capacityKwh(int home) {
    return batteries[home].capacityKwh();
  }

  private int past(int hour) {
    if (hour > now) {
      throw new IllegalArgumentException(
          "Hour " + hour + " lies ahead of hour " + now + ": it is not known yet");
    }
    return hour;
  }
}
