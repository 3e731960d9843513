package io.commonwatt.ingestion.format.nem12;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.ingestion.format.DocumentReport;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.FormatReader;
import io.commonwatt.ingestion.format.KeepingSink;
import io.commonwatt.ingestion.format.RegisterValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All 180 public example files, against sums that a few lines of split() make of them. */
class NemExamplesTest {

  /** Files refused, with line and rule; every other file must be read. */
  private static final Map<String, String> REFUSED = new TreeMap<>();

  static {
    REFUSED.put("invalid/Example_NEM12_15min_200_30min_300.csv", "3: nem12-interval-count");
    REFUSED.put("invalid/Example_NEM12_15min_200_30min_400.csv", "3: nem12-quality-range");
    REFUSED.put("invalid/Example_NEM12_30min_200_15min_300.csv", "3: nem12-interval-count");
    REFUSED.put("invalid/Example_NEM12_30min_200_15min_400.csv", "3: nem12-interval-count");
    REFUSED.put("invalid/Example_NEM12_incomplete_interval.csv", "3: nem12-interval-count");
    REFUSED.put("invalid/Example_NEM12_missing_header.csv", "2: nem12-header");
    REFUSED.put("invalid/Example_NEM12_powercor.csv", "2: nem12-header");
    REFUSED.put("invalid/Example_NEM12_powercor.csv.zip", "2: nem12-header");
    REFUSED.put("invalid/Example_NEM12_powercor_missing_fields.csv", "2: nem12-header");
    REFUSED.put("invalid/Example_empty_file.csv", "0: format-unrecognised");
    // A day that breaks off after its comma.
    REFUSED.put("nem12/NEM12#Scenario10#ETSAMDP#NEMMCO.zip", "27: nem12-interval-count");
    // Quantities that neither a rollover nor a multiplier makes of the two register readings.
    REFUSED.put("nem13/NEM13#000000000000011#CNRGYMDP#NEMMCO.zip", "2: nem13-quantity");
    REFUSED.put("nem13/nem13#12#INTEGM#NEMMCO.zip", "2: nem13-quantity");
    REFUSED.put("nem13/nem13#SCENARIO13#TCAUSTM#NEMMCO.zip", "2: nem13-quantity");
    REFUSED.put("unzipped/Example_NEM13_forward_estimate.csv", "4: nem13-quantity");
  }

  @Test
  void shouldReadEveryExampleToItsEnergyOrRefuseItByLineAndRule() throws IOException {
    FormatReader reader = new FormatReader(FormatOptions.defaults());
    Map<String, byte[]> files = NemExamples.files();
    Map<String, String> refused = new TreeMap<>();
    int intervals = 0;
    int registers = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      String name = file.getKey().substring("examples/".length());
      KeepingSink sink = new KeepingSink();
      List<DocumentReport> reports =
          reader.read(name, new ByteArrayInputStream(file.getValue()), report -> sink);
      assertThat(reports).as(name).hasSize(1);
      DocumentReport report = reports.get(0);
      if (!report.isAccepted()) {
        refused.put(name, report.error().line() + ": " + report.error().code());
        assertThat(report.refusalText()).contains(report.entry());
        assertThat(sink.intervals).as(name).isEmpty();
        assertThat(sink.registers).as(name).isEmpty();
        continue;
      }
      String text = new String(NemExamples.text(file.getValue()), StandardCharsets.UTF_8);
      assertThat(report.totalWh()).as(name).isEqualByComparingTo(sum300(text));
      assertThat(report.intervals()).as(name).isEqualTo(sink.intervals.size());
      checkQuantities(name, text, sink.registers);
      intervals += sink.intervals.size();
      registers += sink.registers.size();
    }
    System.out.printf(
        "Meter data files: %d, read %d with %d intervals and %d register values, refused %s%n",
        files.size(), files.size() - refused.size(), intervals, registers, refused);
    assertThat(files).hasSize(180);
    assertThat(refused).isEqualTo(REFUSED);
  }

  /** Sum of the 300 records of E and B data streams, Wh. */
  private static BigDecimal sum300(String text) {
    BigDecimal sum = BigDecimal.ZERO;
    String[] stream = new String[0];
    for (String line : text.split("\r?\n")) {
      String[] cells = line.split(",", -1);
      if (cells[0].equals("200")) {
        stream = cells;
      } else if (cells[0].equals("300")
          && (stream[4].startsWith("E") || stream[4].startsWith("B"))
          && stream[7].toUpperCase(Locale.ROOT).endsWith("WH")) {
        BigDecimal unit = stream[7].equalsIgnoreCase("kwh") ? new BigDecimal(1000) : BigDecimal.ONE;
        for (int i = 0; i < 1440 / Integer.parseInt(stream[8]); i++) {
          sum = sum.add(new BigDecimal(cells[i + 2]).multiply(unit));
        }
      }
    }
    return sum;
  }

  /** Holds the registers against the quantities of the 250 records. */
  private static void checkQuantities(String name, String text, List<RegisterValue> registers) {
    int at = -1;
    long number = 0;
    for (String line : text.split("\r?\n", -1)) {
      number++;
      String[] cells = line.split(",", -1);
      if (!cells[0].equals("250")) {
        continue;
      }
      at += at + 2 < registers.size() && registers.get(at + 2).line() == number ? 2 : 1;
      assertThat(registers.get(at).line()).as(name).isEqualTo(number);
      assertThat(KeepingSink.value(registers.get(at - 1)).abs())
          .as("%s line %d: previous reading", name, number)
          .isEqualByComparingTo(new BigDecimal(cells[8]).movePointRight(3));
      assertThat(KeepingSink.value(registers.get(at)).abs())
          .as("%s line %d: current reading", name, number)
          .isEqualByComparingTo(new BigDecimal(cells[13]).movePointRight(3));
      BigDecimal advance =
          KeepingSink.value(registers.get(at)).subtract(KeepingSink.value(registers.get(at - 1)));
      if (advance.signum() < 0) {
        advance = advance.add(BigDecimal.ONE.movePointRight(3 + digits(cells[13])));
      }
      BigDecimal quantity = new BigDecimal(cells[18]).movePointRight(3).abs();
      assertThat(advance.subtract(quantity).abs())
          .as("%s line %d: advance %s, quantity %s", name, number, advance, quantity)
          .isLessThan(new BigDecimal(1000));
    }
    assertThat(at).as(name).isEqualTo(registers.size() - 1);
  }

  private static int digits(String reading) {
    return reading.split("\\.")[0].length();
  }
}
