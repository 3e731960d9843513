package io.commonwatt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.wire.Wire;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerStepTest {

  private static final Instant START = Settlements.FROM;
  private static final Instant KNOWN = START.plusSeconds(3600);

  @Test
  void shouldBookEachPartOfABillAgainstItsCounterAccount() {
    Settlement settlement =
        settlement(
            10,
            KNOWN,
            Settlements.member("home-1", 700, 12_000, 300),
            Settlements.member("home-2", -700, -2_000, 0),
            Settlements.member("home-3", 0, 0, 0));
    LedgerEntry entry = Settlements.entries(List.of(settlement)).get(0);
    assertThat(entry.postings())
        .containsExactly(
            new Posting("member:home-1", 13_000),
            new Posting("member:home-2", -2_700),
            new Posting("supplier", -10_000),
            new Posting("system-operator", -300));
    assertThat(entry.book()).isEqualTo("c1|direct");
    assertThat(entry.live()).isTrue();
    assertThat(entry.sequence()).isEqualTo(1);
    assertThat(entry.settlementId()).isEqualTo(settlement.id());
    assertThat(entry.settlementVersion()).isEqualTo(10);
    assertThat(entry.previousHash()).isEqualTo("0".repeat(64));
    assertThat(entry.knownAt()).isEqualTo(KNOWN);
    assertThat(entry.placement()).isEqualTo("c1");
  }

  @Test
  void shouldBookTheDifferenceWhenASettlementIsCorrected() {
    List<LedgerEntry> entries =
        Settlements.entries(
            List.of(
                settlement(
                    10,
                    KNOWN,
                    Settlements.member("home-1", 0, 5_000, 100),
                    Settlements.member("home-2", 0, 3_000, 0)),
                settlement(
                    11,
                    KNOWN.plusSeconds(7200),
                    Settlements.member("home-1", 0, 5_000, 100),
                    Settlements.member("home-2", 0, 2_500, 50),
                    Settlements.member("home-3", 0, 40, 0))));
    assertThat(entries).hasSize(2);
    assertThat(entries.get(1).postings())
        .containsExactly(
            new Posting("member:home-2", -450),
            new Posting("member:home-3", 40),
            new Posting("supplier", 460),
            new Posting("system-operator", -50));
    assertThat(entries.get(1).sequence()).isEqualTo(2);
    assertThat(entries.get(1).previousHash()).isEqualTo(entries.get(0).hash());
  }

  @Test
  void shouldReverseAMemberThatACorrectionLeavesOut() {
    List<LedgerEntry> entries =
        Settlements.entries(
            List.of(
                settlement(10, KNOWN, Settlements.member("home-1", 0, 5_000, 0)),
                settlement(11, KNOWN.plusSeconds(60), Settlements.member("home-2", 0, 5_000, 0))));
    assertThat(entries.get(1).postings())
        .containsExactly(new Posting("member:home-1", -5_000), new Posting("member:home-2", 5_000));
  }

  @Test
  void shouldBookAnEntryWithoutPostingsWhenACorrectionChangesNoAmount() {
    MemberSettlement member = Settlements.member("home-1", 0, 5_000, 0);
    List<LedgerEntry> entries =
        Settlements.entries(
            List.of(settlement(10, KNOWN, member), settlement(12, KNOWN.plusSeconds(60), member)));
    assertThat(entries.get(1).postings()).isEmpty();
    assertThat(entries.get(1).settlementVersion()).isEqualTo(12);
  }

  @Test
  void shouldDropAndCountVersionsNotAboveTheLast() {
    StepDriver<LedgerState> driver = new StepDriver<>(new LedgerStep());
    driver.file(settlement(10, KNOWN, Settlements.member("home-1", 0, 5, 0)));
    driver.file(settlement(10, KNOWN.plusSeconds(60), Settlements.member("home-1", 0, 6, 0)));
    driver.file(settlement(9, KNOWN.plusSeconds(120), Settlements.member("home-1", 0, 7, 0)));
    List<Travelling> entries = new ArrayList<>();
    driver.advanceTo(KNOWN.plusSeconds(7200), entries::add);
    assertThat(entries).hasSize(1);
    assertThat(driver.state("c1").superseded()).isEqualTo(2);
  }

  @Test
  void shouldBookCorrectionsInsideTheWindowAndCountThoseAfterIt() {
    StepDriver<LedgerState> driver = new StepDriver<>(new LedgerStep());
    driver.file(settlement(10, KNOWN, Settlements.member("home-1", 0, 5, 0)));
    Instant late = START.plus(Duration.ofDays(400));
    driver.file(settlement(11, late, Settlements.member("home-1", 0, 6, 0)));
    Instant tooLate = START.plus(Duration.ofDays(401));
    driver.file(settlement(12, tooLate, Settlements.member("home-1", 0, 7, 0)));
    List<LedgerEntry> entries = new ArrayList<>();
    driver.advanceTo(tooLate, entry -> Settlements.add(entries, entry));
    assertThat(entries).hasSize(2);
    assertThat(entries.get(1).postings())
        .containsExactly(new Posting("member:home-1", 1), new Posting("supplier", -1));
    assertThat(driver.state("c1").forgotten()).isEqualTo(1);
  }

  @Test
  void shouldRefuseTradesThatDoNotNetToZero() {
    assertThatThrownBy(
            () ->
                Settlements.entries(
                    List.of(
                        settlement(
                            10,
                            KNOWN,
                            Settlements.member("home-1", 700, 0, 0),
                            Settlements.member("home-2", -690, 0, 0)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'c1|direct|2025-05-01T00:00:00Z|3600' version 10")
        .hasMessageContaining("sum to 10 micro-cent, not 0");
  }

  @Test
  void shouldIgnoreWhatIsNoSettlement() {
    List<Travelling> entries = new ArrayList<>();
    LedgerStep step = new LedgerStep();
    LedgerEntry other = new Settlements(1, 1).entries().get(0);
    step.step(step.initialState("c1"), KNOWN, List.of(other), entries::add);
    assertThat(entries).isEmpty();
  }

  @Property(tries = 60)
  void shouldBalanceEveryEntryAndChainEveryBook(@ForAll long seed) {
    List<LedgerEntry> entries = new Settlements(seed, 12).entries();
    for (LedgerEntry entry : entries) {
      assertThat(entry.postings().stream().mapToLong(Posting::amountMicroCent).sum()).isZero();
      assertThat(entry.postings()).noneMatch(posting -> posting.amountMicroCent() == 0);
      assertThat(entry.postings().stream().map(Posting::account))
          .isSorted()
          .doesNotHaveDuplicates();
    }
    LedgerVerifier.Verification verification = LedgerVerifier.verify(entries.iterator());
    assertThat(verification.firstBad()).isNull();
    assertThat(verification.entries()).isEqualTo(entries.size());
    assertThat(verification.sumMicroCent()).isZero();
    assertThat(verification.heads()).hasSize(6);
  }

  /** The naive twin knows nothing of differences: it keeps last versions and adds up bills. */
  @Property(tries = 60)
  void shouldEndWithTheBillsOfTheLastVersions(@ForAll long seed) {
    Settlements settlements = new Settlements(seed, 20);
    Map<String, Settlement> last = new TreeMap<>();
    for (Settlement settlement : settlements.list()) {
      Settlement booked = last.get(settlement.id());
      if (booked == null || settlement.version() > booked.version()) {
        last.put(settlement.id(), settlement);
      }
    }
    Map<String, Long> expected = new TreeMap<>();
    for (Settlement settlement : last.values()) {
      for (MemberSettlement member : settlement.members()) {
        String account = settlement.key() + " member:" + member.usagePoint();
        expected.merge(account, member.billMicroCent(), Long::sum);
        expected.merge(settlement.key() + " supplier", -member.gridMicroCent(), Long::sum);
        expected.merge(settlement.key() + " system-operator", -member.feesMicroCent(), Long::sum);
      }
      expected.merge(settlement.key() + " local-market", -settlement.marketMicroCent(), Long::sum);
    }
    Map<String, Long> balances = new TreeMap<>();
    for (LedgerEntry entry : settlements.entries()) {
      for (Posting posting : entry.postings()) {
        balances.merge(
            entry.book() + " " + posting.account(), posting.amountMicroCent(), Long::sum);
      }
    }
    expected.values().removeIf(amount -> amount == 0);
    balances.values().removeIf(amount -> amount == 0);
    assertThat(balances).isEqualTo(expected);
  }

  @Property(tries = 20)
  void shouldEmitTheSameBytesInAnyInterleaving(@ForAll long seed) {
    Settlements settlements = new Settlements(seed, 12);
    String inOrder = hash(settlements.list(), settlements.to(), true);
    for (long order = 1; order <= 3; order++) {
      List<Settlement> shuffled = new ArrayList<>(settlements.list());
      Collections.shuffle(shuffled, new Random(order));
      assertThat(hash(shuffled, settlements.to(), false)).isEqualTo(inOrder);
    }
  }

  /** Hash of the entries' bytes; settlements are filed at once, or as they become known. */
  private static String hash(List<Settlement> settlements, Instant to, boolean asKnown) {
    StepDriver<LedgerState> driver = new StepDriver<>(new LedgerStep());
    MessageDigest digest = sha256();
    for (Settlement settlement : settlements) {
      if (asKnown) {
        Instant before = settlement.knownAt().minusSeconds(1);
        driver.advanceTo(before, entry -> digest.update(Wire.encode(entry)));
      }
      driver.file(settlement);
    }
    driver.advanceTo(to, entry -> digest.update(Wire.encode(entry)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Settlement settlement(long version, Instant knownAt, MemberSettlement... members) {
    return Settlements.settlement("c1", "direct", START, version, knownAt, List.of(members));
  }
}
