package io.commonwatt.ingestion.format.obis;

import io.commonwatt.contracts.reading.Channel;
import java.util.Optional;

/**
 * Group C of an OBIS code of electricity (IEC 62056-61, table 5): what is measured.
 *
 * <table>
 *   <caption>Quantities</caption>
 *   <tr><th>C</th><th>quantity</th><th>unit, total</th><th>channel of its totals</th></tr>
 *   <tr><td>1</td><td>active power taken from the grid, +A</td><td>W, Wh</td><td>import</td></tr>
 *   <tr><td>2</td><td>active power fed into the grid, −A</td><td>W, Wh</td><td>export</td></tr>
 *   <tr><td>3, 4</td><td>reactive power +R, −R</td><td>var, varh</td><td>none</td></tr>
 *   <tr><td>5…8</td><td>reactive power in quadrant I…IV</td><td>var, varh</td><td>none</td></tr>
 *   <tr><td>9, 10</td><td>apparent power +S, −S</td><td>VA, VAh</td><td>none</td></tr>
 *   <tr><td>11, 12</td><td>current, voltage, any phase</td><td>A, V</td><td>none</td></tr>
 *   <tr><td>13, 14</td><td>power factor, frequency</td><td>1, Hz</td><td>none</td></tr>
 *   <tr><td>15</td><td>|+A| + |−A|</td><td>W, Wh</td><td>none: direction lost</td></tr>
 *   <tr><td>16</td><td>|+A| − |−A|</td><td>W, Wh</td><td>none: a net is not counted</td></tr>
 *   <tr><td>21, 41, 61</td><td>+A of phase 1, 2, 3</td><td>W, Wh</td><td>none: part of 1</td></tr>
 *   <tr><td>22, 42, 62</td><td>−A of phase 1, 2, 3</td><td>W, Wh</td><td>none: part of 2</td></tr>
 *   <tr><td>31, 51, 71</td><td>current of phase 1, 2, 3</td><td>A</td><td>none</td></tr>
 *   <tr><td>32, 52, 72</td><td>voltage of phase 1, 2, 3</td><td>V</td><td>none</td></tr>
 * </table>
 */
public enum ObisQuantity {
  ACTIVE_IMPORT(1, "W", "Wh", Channel.IMPORT),
  ACTIVE_EXPORT(2, "W", "Wh", Channel.EXPORT),
  REACTIVE_IMPORT(3, "var", "varh", null),
  REACTIVE_EXPORT(4, "var", "varh", null),
  REACTIVE_QUADRANT_1(5, "var", "varh", null),
  REACTIVE_QUADRANT_2(6, "var", "varh", null),
  REACTIVE_QUADRANT_3(7, "var", "varh", null),
  REACTIVE_QUADRANT_4(8, "var", "varh", null),
  APPARENT_IMPORT(9, "VA", "VAh", null),
  APPARENT_EXPORT(10, "VA", "VAh", null),
  CURRENT(11, "A", "Ah", null),
  VOLTAGE(12, "V", "Vh", null),
  POWER_FACTOR(13, "1", "1", null),
  FREQUENCY(14, "Hz", "Hz", null),
  ACTIVE_SUM(15, "W", "Wh", null),
  ACTIVE_NET(16, "W", "Wh", null),
  ACTIVE_IMPORT_PHASE_1(21, "W", "Wh", null),
  ACTIVE_EXPORT_PHASE_1(22, "W", "Wh", null),
  CURRENT_PHASE_1(31, "A", "Ah", null),
  VOLTAGE_PHASE_1(32, "V", "Vh", null),
  ACTIVE_IMPORT_PHASE_2(41, "W", "Wh", null),
  ACTIVE_EXPORT_PHASE_2(42, "W", "Wh", null),
  CURRENT_PHASE_2(51, "A", "Ah", null),
  VOLTAGE_PHASE_2(52, "V", "Vh", null),
  ACTIVE_IMPORT_PHASE_3(61, "W", "Wh", null),
  ACTIVE_EXPORT_PHASE_3(62, "W", "Wh", null),
  CURRENT_PHASE_3(71, "A", "Ah", null),
  VOLTAGE_PHASE_3(72, "V", "Vh", null);

  private final int group;
  private final String unit;
  private final String totalUnit;
  private final Channel channel;

  ObisQuantity(int group, String unit, String totalUnit, Channel channel) {
    this.group = group;
    this.unit = unit;
    this.totalUnit = totalUnit;
    this.channel = channel;
  }

  /** The quantity of a group C; empty when the table has none. */
  public static Optional<ObisQuantity> find(int group) {
    for (ObisQuantity quantity : values()) {
      if (quantity.group == group) {
        return Optional.of(quantity);
      }
    }
    return Optional.empty();
  }

  public int group() {
    return group;
  }

  /** Unit of a momentary or mean value. */
  public String unit() {
    return unit;
  }

  /** Unit of a total. */
  public String totalUnit() {
    return totalUnit;
  }

  /** The channel that totals count; empty when the platform has no use for them. */
  public Optional<Channel> channel() {
    return Optional.ofNullable(channel);
  }
}
