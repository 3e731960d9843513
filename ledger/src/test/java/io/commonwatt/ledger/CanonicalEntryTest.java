package io.commonwatt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written here is what others verify with: it must never change. */
class CanonicalEntryTest {

  private static final LedgerEntry ENTRY =
      new LedgerEntry(
          "c01|direct",
          true,
          7,
          "c01|direct|2025-05-01T06:00:00Z|3600",
          1746082800000L,
          Instant.parse("2025-05-01T06:00:00Z"),
          List.of(
              new Posting("member:home-01", 12_500_000),
              new Posting("member:home-02", -2_000_000),
              new Posting("supplier", -10_500_000)),
          "ab".repeat(32),
          "",
          Instant.parse("2025-05-01T07:00:00Z"),
          "c01");

  private static final String TEXT =
      """
      commonwatt-ledger-entry/1
      book=c01|direct
      live=true
      sequence=7
      settlement=c01|direct|2025-05-01T06:00:00Z|3600
      version=1746082800000
      start=2025-05-01T06:00:00Z
      knownAt=2025-05-01T07:00:00Z
      placement=c01
      posting=12500000 member:home-01
      posting=-2000000 member:home-02
      posting=-10500000 supplier
      previous=abababababababababababababababababababababababababababababababab
      """;

  /** As {@code sha256sum} gives it for the text above. */
  private static final String HASH =
      "eac14843ae13a4ee4374e2d4e3e53209484f915f869165ce0d4fa0f9a263f2ea";

  @Test
  void shouldWriteTheCanonicalText() {
    assertThat(CanonicalEntry.text(ENTRY)).isEqualTo(TEXT);
  }

  @Test
  void shouldHashTheCanonicalText() {
    assertThat(CanonicalEntry.hash(ENTRY)).isEqualTo(HASH);
    assertThat(CanonicalEntry.sealed(ENTRY).hash()).isEqualTo(HASH);
  }

  @Test
  void shouldKeepAnEntryWhoseIdsHoldLineFeedsApartFromAnother() {
    LedgerEntry sly = withPlacement("c01\nposting=1 x");
    assertThat(CanonicalEntry.text(sly)).contains("placement=c01\\nposting=1 x\n");
    assertThat(CanonicalEntry.text(withPlacement("c01\\nposting=1 x")))
        .contains("placement=c01\\\\nposting=1 x\n");
  }

  private static LedgerEntry withPlacement(String placement) {
    return new LedgerEntry(
        ENTRY.book(),
        ENTRY.live(),
        ENTRY.sequence(),
        ENTRY.settlementId(),
        ENTRY.settlementVersion(),
        ENTRY.start(),
        ENTRY.postings(),
        ENTRY.previousHash(),
        ENTRY.hash(),
        ENTRY.knownAt(),
        placement);
  }
}
