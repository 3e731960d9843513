package io.commonwatt.ingestion.format;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Damages documents the way transports, editors and attackers do: flipped bits, lost, repeated and
 * exchanged lines, cut ends, inflated numbers, exchanged words. The same seed and number give the
 * same bytes. Not thread-safe.
 */
public final class Mutations {

  private static final int MAX_BYTES = 1 << 20;
  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "-1",
          "NaN",
          "1e999999999",
          "99999999999999999999999999999999",
          "-9223372036854775808",
          "2147483648",
          "0.0000000000000000000000000000001",
          "00000000",
          "99999999",
          "20240230",
          "\u0000",
          "\uFEFF",
          "é\uD83D\uDE00",
          "<",
          "&x;",
          "\"",
          "'",
          "%s",
          "V",
          ",",
          "]]>");

  private final SplittableRandom random;

  private Mutations(SplittableRandom random) {
    this.random = random;
  }

  /** The mutations of one input: a function of the run's seed and the input's number. */
  public static Mutations of(long seed, long number) {
    return new Mutations(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number));
  }

  /** A document picked from the corpus with one to four mutations. */
  public byte[] pick(List<byte[]> corpus) {
    byte[] bytes = corpus.get(random.nextInt(corpus.size()));
    int rounds = 1 + random.nextInt(4);
    for (int i = 0; i < rounds; i++) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  /** The document with one mutation. */
  public byte[] mutate(byte[] document) {
    byte[] bytes = document.length > MAX_BYTES ? Arrays.copyOf(document, MAX_BYTES) : document;
    if (bytes.length == 0) {
      return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }
    return switch (random.nextInt(12)) {
      case 0 -> flipBits(bytes);
      case 1 -> overwriteByte(bytes);
      case 2 -> changeLines(bytes, 0);
      case 3 -> changeLines(bytes, 1);
      case 4 -> changeLines(bytes, 2);
      case 5 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 6 -> inflateNumber(bytes);
      case 7 -> replaceToken(bytes, WORDS.get(random.nextInt(WORDS.size())));
      case 8 -> swapTokens(bytes);
      case 9 -> repeatSlice(bytes);
      case 10 -> removeSlice(bytes);
      default -> changeDigit(bytes);
    };
  }

  private byte[] flipBits(byte[] bytes) {
    byte[] changed = bytes.clone();
    int flips = 1 + random.nextInt(8);
    for (int i = 0; i < flips; i++) {
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] overwriteByte(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
    return changed;
  }

  private byte[] changeDigit(byte[] bytes) {
    int[] token = token(bytes, true);
    byte[] changed = bytes.clone();
    changed[token[0] + random.nextInt(Math.max(1, token[1] - token[0]))] =
        (byte) ('0' + random.nextInt(10));
    return changed;
  }

  /** Deletes (0) or repeats (1) a line, or exchanges two (2). */
  private byte[] changeLines(byte[] bytes, int how) {
    List<byte[]> lines = lines(bytes);
    int at = random.nextInt(lines.size());
    if (how == 0) {
      lines.remove(at);
    } else if (how == 1) {
      lines.add(at, lines.get(at));
    } else {
      int other = random.nextInt(lines.size());
      byte[] line = lines.set(at, lines.get(other));
      lines.set(other, line);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    lines.forEach(out::writeBytes);
    return out.toByteArray();
  }

  private static List<byte[]> lines(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\n' || at == bytes.length - 1) {
        lines.add(Arrays.copyOfRange(bytes, from, at + 1));
        from = at + 1;
      }
    }
    return lines;
  }

  private byte[] inflateNumber(byte[] bytes) {
    int[] token = token(bytes, true);
    byte[] digits = new byte[1 + random.nextInt(40)];
    Arrays.fill(digits, (byte) ('0' + random.nextInt(10)));
    return splice(bytes, token[1], token[1], digits);
  }

  private byte[] replaceToken(byte[] bytes, String word) {
    int[] token = token(bytes, false);
    return splice(bytes, token[0], token[1], word.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] swapTokens(byte[] bytes) {
    int[] one = token(bytes, false);
    int[] other = token(bytes, false);
    byte[] word = Arrays.copyOfRange(bytes, other[0], other[1]);
    return splice(bytes, one[0], one[1], word);
  }

  private byte[] repeatSlice(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(200));
    byte[] slice = Arrays.copyOfRange(bytes, from, to);
    int at = random.nextInt(bytes.length);
    return splice(bytes, at, at, slice);
  }

  private byte[] removeSlice(byte[] bytes) {
    int from = random.nextInt(bytes.length);
    return splice(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(200)), new byte[0]);
  }

  /** Bounds of the letters and digits (or only digits) found from a random place on. */
  private int[] token(byte[] bytes, boolean digits) {
    int from = random.nextInt(bytes.length);
    while (from < bytes.length - 1 && !isTokenByte(bytes[from], digits)) {
      from++;
    }
    int to = from;
    while (to < bytes.length && isTokenByte(bytes[to], digits)) {
      to++;
    }
    while (from > 0 && isTokenByte(bytes[from - 1], digits)) {
      from--;
    }
    return new int[] {from, to};
  }

  private static boolean isTokenByte(byte one, boolean digits) {
    return (one >= '0' && one <= '9')
        || (!digits && ((one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z') || one == '.'));
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
    byte[] changed = new byte[bytes.length - (to - from) + middle.length];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(middle, 0, changed, from, middle.length);
    System.arraycopy(bytes, to, changed, from + middle.length, bytes.length - to);
    return changed;
  }
}
