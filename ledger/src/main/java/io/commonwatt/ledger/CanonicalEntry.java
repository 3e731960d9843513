package io.commonwatt.ledger;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The canonical text of an entry and its hash. The text is UTF-8, one field per line, each line
 * ended by a line feed, in this order:
 *
 * <pre>
 * commonwatt-ledger-entry/1
 * book=c01|direct
 * live=true
 * sequence=7
 * settlement=c01|direct|2025-05-01T06:00:00Z|3600
 * version=1746082800000
 * start=2025-05-01T06:00:00Z
 * knownAt=2025-05-01T07:00:00Z
 * placement=c01
 * posting=12500000 member:home-01
 * posting=-12500000 supplier
 * previous=…64 hex digits…
 * </pre>
 *
 * <p>Postings stand in the order of the entry. Times are ISO 8601 in UTC as {@link
 * java.time.Instant#toString()} writes them. In texts a backslash, line feed and carriage return
 * are written as {@code \\}, {@code \n} and {@code \r}, so that no two entries have the same text.
 * The hash is SHA-256 over these bytes, in lower-case hex. Changing this text breaks every ledger:
 * it would get another first line.
 */
final class CanonicalEntry {

  /** What the first entry of a book has as {@code previousHash}. */
  static final String NO_HASH = "0".repeat(64);

  private CanonicalEntry() {}

  /** The text; the entry's own hash is not part of it. */
  static String text(LedgerEntry entry) {
    StringBuilder text = new StringBuilder(1024);
    text.append("commonwatt-ledger-entry/1\n");
    line(text, "book", entry.book());
    line(text, "live", String.valueOf(entry.live()));
    line(text, "sequence", String.valueOf(entry.sequence()));
    line(text, "settlement", entry.settlementId());
    line(text, "version", String.valueOf(entry.settlementVersion()));
    line(text, "start", entry.start().toString());
    line(text, "knownAt", entry.knownAt().toString());
    line(text, "placement", entry.placement());
    for (Posting posting : entry.postings()) {
      line(text, "posting", posting.amountMicroCent() + " " + posting.account());
    }
    line(text, "previous", entry.previousHash());
    return text.toString();
  }

  /** SHA-256 over the text, lower-case hex. */
  static String hash(LedgerEntry entry) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text(entry).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same entry with its hash. */
  static LedgerEntry sealed(LedgerEntry entry) {
    return new LedgerEntry(
        entry.book(),
        entry.live(),
        entry.sequence(),
        entry.settlementId(),
        entry.settlementVersion(),
        entry.start(),
        entry.postings(),
        entry.previousHash(),
        hash(entry),
        entry.knownAt(),
        entry.placement());
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append('=');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    text.append('\n');
  }
}
