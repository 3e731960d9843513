package io.commonwatt.ingestion.mqtt.sparkplug;

import java.math.BigDecimal;
import java.util.Map;

/**
 * A metric as sent.
 *
 * @param name empty in data that go by alias
 * @param alias -1 when there is none
 * @param timestamp ms since 1970; -1 when there is none
 * @param dataType index of Sparkplug's data type; 0 in data that leave it to the birth
 * @param value Integer and Long hold bits whose sign the data type tells, Float, Double and String
 *     stand for themselves; null when it is null or nothing of these
 * @param properties texts and numbers among its properties, as texts
 */
record Metric(
    String name,
    long alias,
    long timestamp,
    int dataType,
    Object value,
    Map<String, String> properties) {

  private static final int INT8 = 1;
  private static final int INT16 = 2;
  private static final int INT32 = 3;
  private static final int UINT64 = 8;

  /**
   * The value as a decimal, of a binary fraction the shortest that stands for it; null when it is
   * no number.
   *
   * @param type data type of the birth, for data that do not repeat it
   */
  BigDecimal number(int type) {
    int known = dataType == 0 ? type : dataType;
    if (value instanceof Integer bits) {
      return switch (known) {
        case INT8 -> BigDecimal.valueOf(bits.byteValue());
        case INT16 -> BigDecimal.valueOf(bits.shortValue());
        case INT32 -> BigDecimal.valueOf(bits);
        default -> BigDecimal.valueOf(Integer.toUnsignedLong(bits));
      };
    }
    if (value instanceof Long bits) {
      return known == UINT64 ? new BigDecimal(Long.toUnsignedString(bits)) : new BigDecimal(bits);
    }
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(value.toString().strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
