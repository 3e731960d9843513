package io.commonwatt.market.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.market.distributed.AdmmIterate;
import io.commonwatt.market.distributed.AdmmLog;
import io.commonwatt.market.distributed.AdmmVerifier;
import io.commonwatt.market.distributed.ExchangeAdmm;
import io.commonwatt.market.distributed.ExchangeLog;
import io.commonwatt.market.distributed.Services;
import io.commonwatt.market.distributed.StorageServices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log of the stream's exchange, checked without its solver. */
class ExchangeLogTest {

  private static final int DAYS = 2;
  private static final Village VILLAGE = new Village(7, DAYS, 3600, 5);
  private static final List<ExchangeLog> LOGS = new ArrayList<>();
  private static final List<ExchangeLog> OF_SERVICES = new ArrayList<>();

  private static List<Settlement> listened;
  private static List<Settlement> servicesListened;

  @BeforeAll
  static void negotiate() {
    listened = settle(new ExchangeStrategy(LOGS::add));
    servicesListened = settle(ExchangeStrategy.withServices(OF_SERVICES::add));
  }

  @Test
  void shouldAcceptEveryHour() {
    assertThat(LOGS).hasSizeGreaterThanOrEqualTo(24 * DAYS);
    assertThat(OF_SERVICES).hasSameSizeAs(LOGS);
    for (ExchangeLog log : all()) {
      assertThat(AdmmVerifier.verify(log)).isEqualTo(new AdmmVerifier.Verdict(true, 0, ""));
      assertThat(log.admm().bound()).isLessThanOrEqualTo(log.admm().cost() + slack(log));
    }
  }

  private static List<ExchangeLog> all() {
    return Stream.concat(LOGS.stream(), OF_SERVICES.stream()).toList();
  }

  /** The last hours of both exchanges. */
  private static List<ExchangeLog> last(int hours) {
    return Stream.of(LOGS, OF_SERVICES)
        .flatMap(logs -> logs.subList(logs.size() - hours, logs.size()).stream())
        .toList();
  }

  @Test
  void shouldSellResponseAndReserveInTheLogsOfServices() {
    int intervals = LOGS.get(0).start().meanKwh().length;
    double responseKwh = 0;
    double reserveKwh = 0;
    for (ExchangeLog log : OF_SERVICES) {
      for (int one = 0; one < log.participants().size(); one++) {
        if (log.participants().get(one).resource() instanceof StorageServices) {
          double[] taken = log.admm().last().takenKwh()[one];
          for (int t = 0; t < intervals; t++) {
            responseKwh -= taken[Services.response(t, intervals)];
            reserveKwh -= taken[Services.reserve(t, intervals)];
          }
        }
      }
    }
    assertThat(responseKwh).isPositive();
    assertThat(reserveKwh).isPositive();
  }

  @Test
  void shouldRejectAnotherResponseOrReserve() {
    int intervals = LOGS.get(0).start().meanKwh().length;
    for (ExchangeLog log : OF_SERVICES.subList(20, 30)) {
      int response = Services.response(3, intervals);
      int reserve = Services.reserve(3, intervals);
      assertThat(AdmmVerifier.verify(altered(log, 2, 0, response, 1e-6, true)).reason())
          .endsWith("is not its answer: another response in interval 3");
      assertThat(AdmmVerifier.verify(altered(log, 2, 0, reserve, -1e-6, true)).reason())
          .endsWith("is not its answer: another reserve in interval 3");
    }
  }

  /** What the imbalance that is left could be worth at the last price. */
  private static double slack(ExchangeLog log) {
    AdmmLog admm = log.admm();
    double worth = 1e-6;
    for (int t = 0; t < admm.price().length; t++) {
      double sum = 0;
      for (double[] taken : admm.last().takenKwh()) {
        sum += taken[t];
      }
      worth += Math.abs(sum * admm.price()[t]);
    }
    return worth;
  }

  @Test
  void shouldNegotiateTheSameWhenSomebodyListens() {
    assertThat(settle(new ExchangeStrategy())).isEqualTo(listened);
    assertThat(settle(ExchangeStrategy.withServices())).isEqualTo(servicesListened);
  }

  @Test
  void shouldRejectOneAlteredIterateAlsoWhenAllThatFollowsWasRecomputed() {
    Random random = new Random(3);
    for (ExchangeLog log : last(12)) {
      int at = random.nextInt(log.admm().iterates().size());
      int who = random.nextInt(log.participants().size());
      int when = random.nextInt(log.start().meanKwh().length);
      assertThat(AdmmVerifier.verify(altered(log, at, who, when, 0.05, true)).iterate())
          .isEqualTo(at + 1);
    }
  }

  @Test
  void shouldRejectTheLeastBitThatIsAltered() {
    for (ExchangeLog log : last(6)) {
      AdmmVerifier.Verdict verdict = AdmmVerifier.verify(altered(log, 4, 0, 7, 1e-13, false));
      assertThat(verdict.iterate()).isEqualTo(5);
      assertThat(verdict.reason()).isNotEmpty();
    }
  }

  @Test
  void shouldRejectABoundThatIsNotProven() {
    ExchangeLog log = LOGS.get(30);
    double[] bounds = log.admm().bounds().clone();
    bounds[1] += 0.5;
    AdmmLog admm = log.admm();
    ExchangeLog forged =
        new ExchangeLog(
            log.community(),
            log.strategy(),
            log.hour(),
            log.participants(),
            log.start(),
            new AdmmLog(admm.penalty(), admm.tolerance(), admm.iterates(), admm.costs(), bounds),
            log.responses());
    AdmmVerifier.Verdict verdict = AdmmVerifier.verify(forged);
    assertThat(verdict.accepted()).isFalse();
    assertThat(verdict.reason())
        .isEqualTo("the bound of '" + log.participants().get(1).name() + "' is another");
  }

  /** The log with one energy changed; what follows as the participants would have answered. */
  private static ExchangeLog altered(
      ExchangeLog log, int at, int who, int when, double kwh, boolean recompute) {
    AdmmLog admm = log.admm();
    List<AdmmIterate> iterates = new ArrayList<>(admm.iterates());
    AdmmIterate honest = iterates.get(at);
    double[][] taken =
        Arrays.stream(honest.takenKwh()).map(double[]::clone).toArray(double[][]::new);
    taken[who][when] += kwh;
    if (recompute) {
      AdmmIterate before = at == 0 ? log.start() : iterates.get(at - 1);
      iterates.set(at, ExchangeAdmm.coordinated(before, taken, admm.penalty()));
      for (int i = at + 1; i < iterates.size(); i++) {
        before = iterates.get(i - 1);
        double[][] next = new double[taken.length][];
        for (int one = 0; one < next.length; one++) {
          double[] target =
              ExchangeAdmm.target(before.takenKwh()[one], before.meanKwh(), before.scaledPrice());
          next[one] = log.participants().get(one).resource().proximal(target, admm.penalty());
        }
        iterates.set(i, ExchangeAdmm.coordinated(before, next, admm.penalty()));
      }
    } else {
      iterates.set(
          at,
          new AdmmIterate(
              taken,
              honest.meanKwh(),
              honest.scaledPrice(),
              honest.primalResidual(),
              honest.dualResidual(),
              honest.hash()));
    }
    return ExchangeLog.of(
        log.community(),
        log.strategy(),
        log.hour(),
        log.participants(),
        log.start(),
        new AdmmLog(admm.penalty(), admm.tolerance(), iterates, null, null));
  }

  private static List<Settlement> settle(ExchangeStrategy strategy) {
    MarketStep market =
        new MarketStep(
            VILLAGE.registry(strategy.name()), MarketSettings.defaults(), List.of(strategy));
    StepDriver<MarketState> driver = new StepDriver<>(market);
    VILLAGE.records(0.1).forEach(record -> driver.file(Village.ID, record));
    List<Travelling> outputs = new ArrayList<>();
    driver.advanceTo(VILLAGE.end(), outputs::add);
    return outputs.stream()
        .filter(Settlement.class::isInstance)
        .map(Settlement.class::cast)
        .toList();
  }
}
