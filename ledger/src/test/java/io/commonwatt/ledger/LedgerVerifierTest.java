package io.commonwatt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.ledger.LedgerVerifier.BadEntry;
import io.commonwatt.ledger.LedgerVerifier.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LedgerVerifierTest {

  private static final List<LedgerEntry> ENTRIES = new Settlements(11, 24).entries();

  @Test
  void shouldVerifyALedgerAndNameItsHeads() {
    Verification verification = LedgerVerifier.verify(ENTRIES.stream());
    assertThat(verification.verified()).isTrue();
    assertThat(verification.firstBad()).isNull();
    assertThat(verification.entries()).isEqualTo(ENTRIES.size()).isGreaterThan(100);
    assertThat(verification.sumMicroCent()).isZero();
    LedgerEntry last = ENTRIES.get(ENTRIES.size() - 1);
    assertThat(verification.heads().get(last.book()).hash()).isEqualTo(last.hash());
  }

  @Test
  void shouldVerifyAnEmptyLedger() {
    Verification verification = LedgerVerifier.verify(List.<LedgerEntry>of().iterator());
    assertThat(verification.verified()).isTrue();
    assertThat(verification.entries()).isZero();
  }

  @Property(tries = 500)
  void shouldFindAnyChangedFieldExactlyAtItsEntry(
      @ForAll @IntRange(max = 99_999) int pick, @ForAll Tampering tampering) {
    List<LedgerEntry> entries = new ArrayList<>(ENTRIES);
    int index = pick % entries.size();
    LedgerEntry changed = tampering.apply(entries.get(index));
    entries.set(index, changed);
    Verification verification = LedgerVerifier.verify(entries.iterator());
    assertThat(verification.verified()).isFalse();
    assertThat(verification.entries()).isEqualTo(entries.size());
    BadEntry bad = verification.firstBad();
    assertThat(bad.book()).isEqualTo(changed.book());
    assertThat(bad.sequence()).isEqualTo(changed.sequence());
    assertThat(bad.reason()).startsWith("its content hashes to");
  }

  @Property(tries = 200)
  void shouldFindAnEntryWhoseHashWasMadeAnewAtTheNextOneOfItsBook(
      @ForAll @IntRange(max = 99_999) int pick) {
    List<LedgerEntry> entries = new ArrayList<>(ENTRIES);
    int index = pick % entries.size();
    LedgerEntry forged =
        CanonicalEntry.sealed(Tampering.SETTLEMENT_VERSION.apply(entries.get(index)));
    entries.set(index, forged);
    LedgerEntry next = null;
    for (int i = index + 1; i < entries.size() && next == null; i++) {
      next = entries.get(i).book().equals(forged.book()) ? entries.get(i) : null;
    }
    Verification verification = LedgerVerifier.verify(entries.iterator());
    if (next == null) {
      // The end of a book was rewritten: only its head tells.
      assertThat(verification.heads())
          .isNotEqualTo(LedgerVerifier.verify(ENTRIES.stream()).heads());
    } else {
      assertThat(verification.firstBad().book()).isEqualTo(next.book());
      assertThat(verification.firstBad().sequence()).isEqualTo(next.sequence());
      assertThat(verification.firstBad().reason()).contains("as the hash before it");
    }
  }

  @Property(tries = 200)
  void shouldFindMissingAndRepeatedEntries(@ForAll @IntRange(max = 99_999) int pick) {
    int index = pick % ENTRIES.size();
    LedgerEntry entry = ENTRIES.get(index);
    List<LedgerEntry> repeated = new ArrayList<>(ENTRIES);
    repeated.add(index, entry);
    BadEntry bad = LedgerVerifier.verify(repeated.iterator()).firstBad();
    assertThat(bad.sequence()).isEqualTo(entry.sequence());
    assertThat(bad.reason()).contains("it follows entry " + entry.sequence());

    List<LedgerEntry> missing = new ArrayList<>(ENTRIES);
    missing.remove(index);
    Verification verification = LedgerVerifier.verify(missing.iterator());
    boolean last =
        missing.stream()
            .noneMatch(e -> e.book().equals(entry.book()) && e.sequence() > entry.sequence());
    if (!last) {
      assertThat(verification.firstBad().book()).isEqualTo(entry.book());
      assertThat(verification.firstBad().sequence()).isEqualTo(entry.sequence() + 1);
    }
  }

  @Test
  void shouldFindSoundHashesOverUnsoundPostings() {
    assertThat(fault(new Posting("a", 5), new Posting("b", -4)))
        .isEqualTo("its postings sum to 1 micro-cent, not to 0");
    assertThat(fault(new Posting("a", 5), new Posting("b", 0), new Posting("c", -5)))
        .isEqualTo("its posting to 'b' is zero, repeated or out of order");
    assertThat(fault(new Posting("b", 5), new Posting("a", -5)))
        .isEqualTo("its posting to 'a' is zero, repeated or out of order");
    assertThat(fault(new Posting("a", Long.MAX_VALUE), new Posting("b", 1)))
        .isEqualTo("its postings leave the range of amounts");
  }

  private static String fault(Posting... postings) {
    Instant at = Settlements.FROM;
    LedgerEntry entry =
        CanonicalEntry.sealed(
            new LedgerEntry(
                "c1|x",
                false,
                1,
                "s",
                1,
                at,
                List.of(postings),
                CanonicalEntry.NO_HASH,
                "",
                at,
                "c1"));
    return LedgerVerifier.verify(List.of(entry).iterator()).firstBad().reason();
  }
}
