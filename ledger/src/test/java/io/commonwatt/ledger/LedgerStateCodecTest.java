package io.commonwatt.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LedgerStateCodecTest {

  private static final LedgerStep STEP = new LedgerStep();

  @Property(tries = 30)
  void shouldGoOnFromItsBytesAsIfNothingHadHappened(@ForAll long seed) throws IOException {
    Settlements settlements = new Settlements(seed, 12);
    List<Settlement> ofOne =
        settlements.list().stream().filter(s -> s.community().equals("c1")).toList();
    LedgerState kept = STEP.initialState("c1");
    LedgerState restored = STEP.initialState("c1");
    List<LedgerEntry> expected = new ArrayList<>();
    List<LedgerEntry> entries = new ArrayList<>();
    for (Instant at = Settlements.FROM; !at.isAfter(settlements.to()); at = at.plusSeconds(3600)) {
      List<Travelling> inputs = new ArrayList<>();
      for (Settlement settlement : ofOne) {
        if (settlement.knownAt().equals(at)) {
          inputs.add(settlement);
        }
      }
      STEP.step(kept, at, inputs, entry -> Settlements.add(expected, entry));
      STEP.step(restored, at, inputs, entry -> Settlements.add(entries, entry));
      byte[] bytes = write(restored);
      assertThat(bytes).isEqualTo(write(kept));
      restored = read(bytes);
      assertThat(write(restored)).isEqualTo(bytes);
    }
    assertThat(entries).isNotEmpty().isEqualTo(expected);
    assertThat(restored.superseded()).isEqualTo(kept.superseded());
  }

  @Property(tries = 200)
  void shouldPackAnyNumber(@ForAll long number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packing.writeSigned(out, number);
    Packing.writeUnsigned(out, number);
    Packing.Reader in = new Packing.Reader(out.toByteArray());
    assertThat(in.readSigned()).isEqualTo(number);
    assertThat(in.readUnsigned()).isEqualTo(number);
    assertThat(in.hasMore()).isFalse();
  }

  /** 20 homes at real bills: what the settings promise, and nothing after the window. */
  @Test
  void shouldRememberAnHourOfTwentyHomesInAHundredBytes() throws IOException {
    LedgerState state = STEP.initialState("c1");
    Random random = new Random(3);
    int hours = 24 * 30;
    for (int hour = 1; hour <= hours; hour++) {
      Instant start = Settlements.FROM.plusSeconds((hour - 1) * 3600L);
      Instant at = start.plusSeconds(3600);
      List<MemberSettlement> members = new ArrayList<>();
      for (int home = 0; home < 20; home++) {
        long wh = random.nextInt(2000);
        members.add(Settlements.member("c1-home-" + home, 0, wh * 25_000, wh * 1_000));
      }
      Settlement settlement =
          Settlements.settlement("c1", "direct", start, at.toEpochMilli(), at, members);
      STEP.step(state, at, List.of(settlement), entry -> {});
    }
    int bytes = write(state).length;
    System.out.println("ledger state: " + bytes + " bytes for " + hours + " hours of 20 homes");
    assertThat(bytes / hours).isLessThan(110);

    Instant muchLater = Settlements.FROM.plusSeconds(86_400L * 431);
    STEP.step(state, muchLater, List.of(), entry -> {});
    assertThat(write(state)).hasSizeLessThan(800);
  }

  @Test
  void shouldNameTheFormatItCannotRead() {
    assertThatThrownBy(() -> read(new byte[] {9}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("State of the ledger has format 9, this release reads 1");
  }

  private static byte[] write(LedgerState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    STEP.stateCodec().write(state, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static LedgerState read(byte[] bytes) throws IOException {
    return STEP.stateCodec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}
