package io.commonwatt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.ledger.LedgerVerifier.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerExportTest {

  private static final List<LedgerEntry> ENTRIES = new Settlements(5, 10).entries();

  @TempDir Path directory;
  private Path file;
  private String text;

  @BeforeEach
  void export() throws Exception {
    file = directory.resolve("ledger.ndjson");
    assertThat(LedgerExport.write(ENTRIES.iterator(), file)).isEqualTo(ENTRIES.size());
    text = Files.readString(file);
  }

  @Test
  void shouldWriteOneLinePerEntryInAFixedOrder() {
    assertThat(text.lines()).hasSize(ENTRIES.size());
    assertThat(text.lines().findFirst().orElseThrow())
        .startsWith(
            "{\"book\":\"c1|auction\",\"live\":false,\"sequence\":1,"
                + "\"settlementId\":\"c1|auction|2025-05-01T00:00:00Z|3600\","
                + "\"settlementVersion\":1746061200000,\"start\":\"2025-05-01T00:00:00Z\","
                + "\"postings\":[{\"account\":\"member:c1-home-0\",\"amountMicroCent\":")
        .endsWith("\"knownAt\":\"2025-05-01T01:00:00Z\",\"placement\":\"c1\"}");
  }

  @Test
  void shouldVerifyWhatItWrote() throws Exception {
    Verification verification = LedgerVerifier.verify(file);
    assertThat(verification.firstBad()).isNull();
    assertThat(verification.verified()).isTrue();
    assertThat(verification).isEqualTo(LedgerVerifier.verify(ENTRIES.iterator()));
  }

  @Test
  void shouldFindAnAmountThatWasChanged() throws Exception {
    LedgerEntry victim = ENTRIES.get(20);
    String line = LedgerExport.line(victim);
    String changed = line.replaceFirst("\"amountMicroCent\":(-?)(\\d)", "\"amountMicroCent\":$19");
    assertThat(changed).isNotEqualTo(line);
    Files.writeString(file, text.replace(line, changed));
    Verification verification = LedgerVerifier.verify(file);
    assertThat(verification.verified()).isFalse();
    assertThat(verification.entries()).isEqualTo(ENTRIES.size());
    assertThat(verification.firstBad().book()).isEqualTo(victim.book());
    assertThat(verification.firstBad().sequence()).isEqualTo(victim.sequence());
  }

  @Test
  void shouldFindALineThatWasTakenOut() throws Exception {
    LedgerEntry victim = ENTRIES.get(20);
    Files.writeString(file, text.replace(LedgerExport.line(victim) + "\n", ""));
    Verification verification = LedgerVerifier.verify(file);
    assertThat(verification.firstBad().book()).isEqualTo(victim.book());
    assertThat(verification.firstBad().sequence()).isEqualTo(victim.sequence() + 1);
  }

  @Test
  void shouldNameTheLineOfAFileThatWasCutInHalf() throws Exception {
    String half = text.substring(0, text.indexOf("previousHash", text.length() / 2));
    Files.writeString(file, half);
    Verification verification = LedgerVerifier.verify(file);
    assertThat(verification.verified()).isFalse();
    assertThat(verification.entries()).isEqualTo(half.lines().count());
    assertThat(verification.firstBad().reason())
        .startsWith("line " + half.lines().count() + " is no ledger entry");
  }

  @Test
  void shouldNotOverlookWhatAnEntryHasNoFieldFor() throws Exception {
    String line = LedgerExport.line(ENTRIES.get(3));
    for (String sly :
        List.of(
            line.replace("\"live\":false", "\"live\": false"),
            line + " ",
            line + "{}",
            line.replace("\"book\":", "\"note\":\"x\",\"book\":"),
            line.replace("\"sequence\":", "\"sequence\":0"),
            line.replace("00:00Z\",\"postings", "00:00.000Z\",\"postings"),
            "",
            "{\"book\":null}")) {
      assertThat(sly).isNotEqualTo(line);
      Files.writeString(file, text.replace(line, sly));
      Verification verification = LedgerVerifier.verify(file);
      assertThat(verification.verified()).as(sly).isFalse();
      assertThat(verification.firstBad().reason()).startsWith("line 4 is ");
    }
  }
}
