package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.commonwatt.ingestion.simulator.CommunitySimulator;
import io.commonwatt.ingestion.simulator.SimulationSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of an exchange, written by one command and checked by another. */
class MarketVerifyTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;

  /** What a command printed and returned. */
  private record Ran(int exitCode, String out, String err) {}

  @Test
  void shouldAcceptWhatWasNegotiatedAndNameTheIterateThatWasAltered() throws Exception {
    Path data = temp.resolve("data");
    CommunitySimulator.write(
        new SimulationSettings(6, 2, 5, LocalDate.of(2025, 5, 1), 60, 6), data);
    Path logs = temp.resolve("logs");
    Ran compared =
        run(
            "compare",
            "--data",
            data.toString(),
            "--strategies",
            "exchange,exchange/services",
            "--log",
            logs.toString());
    assertThat(compared.exitCode()).as(compared.err()).isZero();
    List<Path> files;
    try (Stream<Path> all = Files.list(logs)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(48);
    shouldAcceptAndReject(files.get(11), "exchange-", 36);
    shouldAcceptAndReject(files.get(35), "exchange-services-", 108);
  }

  private void shouldAcceptAndReject(Path file, String prefix, int values) throws Exception {
    assertThat(file.getFileName().toString()).startsWith(prefix);
    Ran accepted = run("verify", file.toString(), "--json");
    assertThat(accepted.exitCode()).as(accepted.out()).isZero();
    JsonNode verdict = JSON.readTree(accepted.out());
    assertThat(verdict.get("accepted").asBoolean()).isTrue();
    assertThat(verdict.get("iterates").asInt()).isGreaterThan(1);
    assertThat(verdict.get("boundCent").asDouble()).isFinite();

    JsonNode document = JSON.readTree(Files.readAllBytes(file));
    ArrayNode profile = (ArrayNode) document.get("iterates").get(1).get("takenKwh").get(0);
    assertThat(profile).hasSize(values);
    profile.set(3, JSON.getNodeFactory().numberNode(profile.get(3).doubleValue() + 1e-9));
    Path altered = temp.resolve("altered.json");
    Files.write(altered, JSON.writeValueAsBytes(document));
    Ran rejected = run("verify", altered.toString());
    assertThat(rejected.exitCode()).isEqualTo(1);
    assertThat(rejected.out()).contains("REJECTED  iterate 2: ");
  }

  @Test
  void shouldSayWhatIsNoLog() throws Exception {
    Path file = temp.resolve("x.json");
    Files.writeString(file, "{\"format\": \"commonwatt-exchange-1\"}");
    assertThat(run("verify", file.toString()).err())
        .contains("x.json is no log of an exchange: it has no \"participants\"")
        .contains("what to do: name a file that 'market compare --log DIR' wrote");
    Files.writeString(file, "side,id\n");
    assertThat(run("verify", file.toString()).err()).contains("it is no JSON");
    assertThat(run("verify", temp.resolve("none.json").toString()).err())
        .contains("there is no file");
    assertThat(
            run("compare", "--data", "x", "--strategies", "mesh", "--log", temp.toString()).err())
        .contains("--log is", "'exchange' or 'exchange/services' among the --strategies");
  }

  private static Ran run(String... arguments) {
    PrintStream stdout = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code =
          Commonwatt.commandLine()
              .setErr(new PrintWriter(err, true))
              .execute(
                  Stream.concat(Stream.of("market"), Stream.of(arguments)).toArray(String[]::new));
      return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString());
    } finally {
      System.setOut(stdout);
    }
  }
}
