package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.market.bidding.BiddingStrategies;
import io.commonwatt.market.clearing.ClearingMechanism;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Books cleared by the command. */
class MarketClearTest {

  private static final String T1 =
      """
      side,id,quantityWh,priceMilliCentPerKwh
      bid,b1,10000,30000
      bid,b2,8000,25000
      bid,b3,5000,18000
      ask,a1,6000,10000
      ask,a2,7000,15000
      ask,a3,9000,22000
      """;

  private static final String PLACED =
      """
      side,id,quantityWh,priceMilliCentPerKwh,owner,node
      ask,pv,10,10000,home,a
      ask,gas,10,25000,plant,town
      bid,load,10,30000,mill,town
      """;

  private static final String GRID =
      """
      node,parent,limitWh,feeMilliCentPerKwh
      town,,,
      a,town,4,
      """;

  @TempDir Path temp;

  @Test
  void shouldPrintVectorT1() throws Exception {
    JsonNode said = clear("--book", file("t1.csv", T1), "--mechanism", "k-double-auction");

    assertThat(said.get("prices")).hasSize(1);
    assertThat(said.get("prices").get(0).asLong()).isEqualTo(23_500);
    assertThat(said.get("tradedWh").asLong()).isEqualTo(18_000);
    assertThat(said.get("rationedWh").asLong()).isEqualTo(4_000);
    assertThat(said.get("turnoverMicroCent").asLong()).isEqualTo(423_000_000L);
    assertThat(said.get("welfare").asLong()).isEqualTo(225_000_000L);
    assertThat(said.get("optimalWelfare").asLong()).isEqualTo(225_000_000L);
    assertThat(said.get("budgetSurplus").asLong()).isZero();
    assertThat(said.get("network").asText()).isEqualTo("copper plate");
  }

  @Test
  void shouldPrintNodalPricesFlowsAndCongestionIncome() throws Exception {
    JsonNode said =
        clear(
            "--book", file("placed.csv", PLACED),
            "--network", file("grid.csv", GRID),
            "--mechanism", "pay-as-clear");

    assertThat(said.get("network").asText()).isEqualTo("limits");
    assertThat(said.get("nodePriceMilliCentPerKwh").get("town").asLong()).isEqualTo(25_000);
    assertThat(said.get("nodePriceMilliCentPerKwh").get("a").asLong()).isEqualTo(10_000);
    assertThat(said.get("lines").get("a").get("flowWh").asLong()).isEqualTo(4);
    assertThat(said.get("congestionIncomeMicroCent").asLong()).isEqualTo(60_000);
    assertThat(said.get("budgetSurplus").asLong()).isEqualTo(60_000);
    assertThat(said.get("gridFeesMicroCent").asLong()).isZero();
  }

  @Test
  void shouldHoldTheVoltageByTheLinearisedFlow() throws Exception {
    String grid =
        """
        node,parent,limitWh,feeMilliCentPerKwh,resistanceOhm,reactanceOhm
        town,,,,,
        a,town,,,1.2,
        """;
    JsonNode said =
        clear(
            "--book",
            file("placed.csv", PLACED.replace(",10,", ",20000,")),
            "--network",
            file("grid.csv", grid),
            "--voltage",
            "400",
            "--mechanism",
            "pay-as-clear");

    assertThat(said.get("network").asText()).isEqualTo("linearised distribution flow");
    assertThat(said.get("lines").get("a").get("flowWh").asLong()).isEqualTo(14_000);
    assertThat(said.get("nodeVolt").get("a").asDouble()).isCloseTo(440, within(0.01));
    assertThat(said.get("nodePriceMilliCentPerKwh").get("a").asLong()).isEqualTo(10_000);
    assertThat(refusal(1, "--book", file("placed.csv", PLACED), "--voltage", "400"))
        .contains("--voltage needs a grid");
  }

  @Test
  void shouldSayWhichMechanismKnowsAGridAndWhichLineIsWrong() throws Exception {
    String book = file("placed.csv", PLACED);
    assertThat(refusal(2, "--book", book, "--network", file("grid.csv", GRID)))
        .contains("'k-double-auction' knows no grid")
        .contains("--mechanism pay-as-clear");
    assertThat(
            refusal(
                1,
                "--book",
                book,
                "--mechanism",
                "pay-as-clear",
                "--network",
                file("bad.csv", GRID + "b,c,1,0\n")))
        .contains("the parent 'c' of node 'b' is not a node");
  }

  @Test
  void shouldClearABookOfNothing() throws Exception {
    String book = "side,id,quantityWh,priceMilliCentPerKwh\nbid,b1,0,50\nask,a1,0,5\nask,a2,3,5\n";
    for (String mechanism : ClearingMechanism.listNames()) {
      JsonNode said = clear("--book", file("nothing.csv", book), "--mechanism", mechanism);
      assertThat(said.get("status").asText()).as(mechanism).isEqualTo("NO_TRADE");
      assertThat(said.get("trades")).as(mechanism).isEmpty();
      assertThat(said.get("ordersOfNothing")).as(mechanism).hasSize(2);
    }
  }

  @Test
  void shouldSayThatABookIsNoText() throws Exception {
    Path book = temp.resolve("latin.csv");
    String text = "side,id,quantityWh,priceMilliCentPerKwh\nbid,Z\u00e4hler,1,50\n";
    Files.writeString(book, text, StandardCharsets.ISO_8859_1);
    assertThat(refusal(1, "--book", book.toString())).contains("is not UTF-8 text");
  }

  @Test
  void shouldTakeBlocksInFullOrNotAtAllAndListThoseThePriceWouldPay() throws Exception {
    String book =
        """
        side,id,quantityWh,priceMilliCentPerKwh,block
        bid,b1,8,30000,
        bid,b2,5,10000,
        ask,a1,6,15000,
        ask,a2,20,28000,
        ask,wind,10,20000,true
        """;
    JsonNode said = clear("--book", file("blocks.csv", book), "--mechanism", "pay-as-clear");

    assertThat(said.get("acceptedBlocks")).isEmpty();
    assertThat(said.get("paradoxicallyRejectedBlocks")).hasSize(1);
    assertThat(said.get("paradoxicallyRejectedBlocks").get(0).asText()).isEqualTo("wind");
    assertThat(said.get("prices").get(0).asLong()).isEqualTo(28_000);
    assertThat(refusal(1, "--book", file("blocks.csv", book))).contains("the book has blocks");
  }

  @Test
  void shouldPutEveryMechanismIntoTheOpenTable() throws Exception {
    JsonNode said = run("market", "table", "--books", "40", "--bidding-days", "1", "--json");

    List<String> mechanisms = new ArrayList<>();
    for (JsonNode row : said.get("random")) {
      mechanisms.add(row.get("mechanism").asText());
      assertThat(row.get("books").asInt()).isEqualTo(40);
      assertThat(row.get("welfareMicroCent").asLong())
          .isBetween(0L, row.get("optimalWelfareMicroCent").asLong());
    }
    assertThat(mechanisms).isEqualTo(ClearingMechanism.listNames());
    assertThat(said.get("bidding"))
        .hasSize((mechanisms.size() - 1) * BiddingStrategies.listNames().size());
  }

  private String file(String name, String text) throws Exception {
    return Files.writeString(temp.resolve(name), text, StandardCharsets.UTF_8).toString();
  }

  private static JsonNode clear(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("market", "clear", "--json"));
    arguments.addAll(List.of(options));
    return run(arguments.toArray(new String[0]));
  }

  private static JsonNode run(String... arguments) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertThat(Commonwatt.commandLine().execute(arguments)).isZero();
    } finally {
      System.setOut(before);
    }
    return new ObjectMapper().readTree(out.toByteArray());
  }

  private static String refusal(int exitCode, String... options) {
    List<String> arguments = new ArrayList<>(List.of("market", "clear"));
    arguments.addAll(List.of(options));
    StringWriter err = new StringWriter();
    CommandLine line = Commonwatt.commandLine();
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(arguments.toArray(new String[0]))).isEqualTo(exitCode);
    return err.toString();
  }
}
