package io.commonwatt.ingestion.format.dsmr;

import io.commonwatt.ingestion.format.dsmr.Telegram.DataObject;
import java.util.List;

/**
 * The identifier of the electricity meter: the equipment identifier, which is text written in
 * hexadecimal, else as it stands; where there is none, what the first line says.
 */
final class MeterName {

  /** Objects that identify the meter, the best first. */
  private static final List<String> CODES =
      List.of("0-0:96.1.1", "0-0:96.1.0", "0-0:42.0.0", "0-0:96.1.255", "1-0:0.0.0");

  private static final int MAX_LENGTH = 96;

  private MeterName() {}

  static String of(Telegram telegram) {
    for (String code : CODES) {
      DataObject object = telegram.find(code);
      if (object != null && !object.values().get(0).isBlank()) {
        String text = object.values().get(0).strip();
        return decoded(text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text);
      }
    }
    return telegram.identification();
  }

  /** Hexadecimal text decoded when every character of it is a letter or a digit. */
  private static String decoded(String text) {
    if (text.length() % 2 != 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length() / 2);
    for (int at = 0; at < text.length(); at += 2) {
      int high = Character.digit(text.charAt(at), 16);
      int low = Character.digit(text.charAt(at + 1), 16);
      int one = high * 16 + low;
      if (high < 0 || low < 0 || one > 'z' || !Character.isLetterOrDigit(one)) {
        return text;
      }
      decoded.append((char) one);
    }
    return decoded.toString();
  }
}
