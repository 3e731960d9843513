package io.commonwatt.ingestion.format.obis;

import io.commonwatt.contracts.reading.Channel;
import java.util.Optional;

/**
 * An OBIS code A-B:C.D.E*F.
 *
 * @param medium A: 0 abstract, 1 electricity, 4 heat cost, 5 cooling, 6 heat, 7 gas, 8 cold water,
 *     9 hot water
 * @param line B: measuring line or M-Bus channel; 0 when there is one only
 * @param quantity C: what is measured, see {@link ObisQuantity}
 * @param processing D: how it is processed: 4 current mean, 5 last mean, 6 maximum, 7 momentary, 8
 *     running total, 9 total since reset, 29 interval energy
 * @param tariff E: 0 total, 1… the tariff
 * @param storage F: 255 the value now, less a stored one of an earlier period
 */
public record ObisCode(
    int medium, int line, int quantity, int processing, int tariff, int storage) {

  /** Storage of a value that is the one of now. */
  public static final int NOW = 255;

  private static final int MAX_LENGTH = 24;
  private static final int ELECTRICITY = 1;
  private static final int RUNNING_TOTAL = 8;
  private static final int INTERVAL_ENERGY = 29;

  public ObisCode {
    if (!isByte(medium)
        || !isByte(line)
        || !isByte(quantity)
        || !isByte(processing)
        || !isByte(tariff)
        || !isByte(storage)) {
      throw new IllegalArgumentException("OBIS code holds a group that is not 0…255");
    }
  }

  /**
   * Reads {@code 1-0:1.8.0}, {@code 1-0:1.8.0*255}, {@code 1-0:1.8.0.255}, {@code 1.0.1.8.0.255} or
   * {@code 1.8.0}, which stands for electricity.
   *
   * @return empty when the text is none of them
   */
  public static Optional<ObisCode> find(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int[] groups = new int[6];
    StringBuilder separators = new StringBuilder(5);
    int count = 0;
    int value = -1;
    for (int at = 0; at <= text.length(); at++) {
      char one = at == text.length() ? '\n' : text.charAt(at);
      if (one >= '0' && one <= '9') {
        value = Math.max(0, value) * 10 + (one - '0');
        if (value > 255) {
          return Optional.empty();
        }
      } else {
        if (value < 0 || count == 6) {
          return Optional.empty();
        }
        groups[count++] = value;
        value = -1;
        if (at < text.length()) {
          separators.append(one);
        }
      }
    }
    return switch (separators.toString()) {
      case ".." -> Optional.of(new ObisCode(1, 0, groups[0], groups[1], groups[2], NOW));
      case "..*" -> Optional.of(new ObisCode(1, 0, groups[0], groups[1], groups[2], groups[3]));
      case "-:.." ->
          Optional.of(new ObisCode(groups[0], groups[1], groups[2], groups[3], groups[4], NOW));
      case "-:..*", "-:...", "....." ->
          Optional.of(
              new ObisCode(groups[0], groups[1], groups[2], groups[3], groups[4], groups[5]));
      default -> Optional.empty();
    };
  }

  /**
   * Reads a code.
   *
   * @throws IllegalArgumentException when the text is none
   */
  public static ObisCode parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + (text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text)
                        + "' is no OBIS code; expected one such as 1-0:1.8.0"));
  }

  /** What is measured; empty when the medium is not electricity or the table has no such entry. */
  public Optional<ObisQuantity> measured() {
    return medium == ELECTRICITY ? ObisQuantity.find(quantity) : Optional.empty();
  }

  /**
   * Unit of the value without a prefix, for example {@code Wh} for a total of active power; empty
   * when it is not known.
   */
  public Optional<String> unit() {
    return measured().map(what -> isEnergy() ? what.totalUnit() : what.unit());
  }

  /** The channel of a total or an interval energy of active power; empty for all else. */
  public Optional<Channel> channel() {
    return isEnergy() ? measured().flatMap(ObisQuantity::channel) : Optional.empty();
  }

  /** Whether the value is a power summed up over time. */
  public boolean isEnergy() {
    return processing == RUNNING_TOTAL
        || processing == RUNNING_TOTAL + 1
        || processing == INTERVAL_ENERGY;
  }

  /** Whether the value is what the meter's running total shows now. */
  public boolean isRunningTotal() {
    return processing == RUNNING_TOTAL && storage == NOW;
  }

  /** The same code for the sum over all tariffs. */
  public ObisCode total() {
    return new ObisCode(medium, line, quantity, processing, 0, storage);
  }

  /** A-B:C.D.E, and *F for a stored value. */
  @Override
  public String toString() {
    String now = medium + "-" + line + ':' + quantity + '.' + processing + '.' + tariff;
    return storage == NOW ? now : now + '*' + storage;
  }

  private static boolean isByte(int value) {
    return value >= 0 && value <= 255;
  }
}
