package io.commonwatt.ingestion.format.dsmr;

/**
 * The checksum of a telegram (DSMR 5.0.2 P1 companion standard, 5.2): polynomial x16+x15+x2+1, the
 * least significant bit first, from zero, over everything from the slash to the exclamation mark.
 * Not thread-safe.
 */
final class Crc16 {

  private static final int POLYNOMIAL = 0xA001;
  private static final int[] TABLE = table();

  private int crc;

  void add(byte[] bytes) {
    for (byte one : bytes) {
      add(one);
    }
  }

  void add(int one) {
    crc = (crc >>> 8) ^ TABLE[(crc ^ one) & 0xFF];
  }

  int value() {
    return crc;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i;
      for (int bit = 0; bit < 8; bit++) {
        value = (value & 1) == 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
      }
      table[i] = value;
    }
    return table;
  }
}
