package io.commonwatt.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.commonwatt.app.CommonwattProcess.Result;
import io.commonwatt.contracts.community.StrategyPeriod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A community whose file names every strategy and some of other rules, one live and the others in
 * shadow, keyed by community in the Flink job: the ledger balances, and the plain loop gives the
 * same rows.
 */
class EveryStrategyTest {

  private static final String HOMES = Sizes.full() ? "12" : "5";
  private static final String DAYS = Sizes.full() ? "10" : "5";

  @TempDir Path temp;

  @Test
  void shouldRunSideBySideWithOneAnswer() throws Exception {
    Path input = temp.resolve("input");
    run("simulate", "--homes", HOMES, "--days", DAYS, "--out", input.toString());
    Path file = input.resolve("community.yaml");
    String named = Files.readString(file);
    StringBuilder others = new StringBuilder();
    List<String> strategies = new ArrayList<>(StrategyPeriod.NAMES);
    strategies.add("auction/nodal");
    strategies.add("contracts/federated");
    strategies.add("exchange/services");
    strategies.add("mixed/direct+auction+local");
    for (String strategy : strategies) {
      if (!named.contains("strategy: " + strategy + "\n")) {
        others.append("- {strategy: ").append(strategy).append(", community: '*'}\n");
      }
    }
    Files.writeString(file, others, StandardOpenOption.APPEND);

    JsonNode report =
        run(
                "demo",
                "--data",
                input.toString(),
                "--parallelism",
                "4",
                "--exit",
                "--json",
                "--data-dir",
                temp.resolve("run").toString())
            .json();

    assertThat(report.get("strategies").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(strategies);
    assertThat(report.get("ledger").get("sumMicroCent").asLong()).isZero();
    assertThat(report.get("ledger").get("matchesSettlement").asBoolean()).isTrue();
    assertThat(report.get("violations")).isNull();
    assertThat(PlainDigest.of(input, temp.resolve("plain")).digest())
        .isEqualTo(report.get("digest").asText());
  }

  /** Said before anything is started. */
  @Test
  void shouldRefuseAnAuctionWithRulesThereAreNot() throws Exception {
    Path input = temp.resolve("unknown");
    run("simulate", "--homes", "2", "--days", "1", "--out", input.toString());
    Files.writeString(
        input.resolve("community.yaml"),
        "- {strategy: auction/magic, community: '*'}\n",
        StandardOpenOption.APPEND);
    Result refused =
        CommonwattProcess.run(
            temp.resolve("logs"),
            Sizes.patience(),
            "demo",
            "--data",
            input.toString(),
            "--exit",
            "--data-dir",
            temp.resolve("refused").toString());
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains("'auction/magic'", "what to do: use some of auction, coalition")
        .doesNotContain("Starting", "\tat ");
  }

  private Result run(String... arguments) throws Exception {
    Result result = CommonwattProcess.run(temp.resolve("logs"), Sizes.patience(), arguments);
    assertThat(result.exitCode()).as("stderr:%n%s", result.err()).isZero();
    return result;
  }
}
