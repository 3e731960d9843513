package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** A store that sells response and reserve: nothing it could do is better than what it answers. */
class StorageServicesTest {

  private static final int INTERVALS = 6;

  @Property(tries = 100)
  void shouldAnswerWithTheBestItCanDo(@ForAll long seed) {
    Random random = new Random(seed);
    StorageServices services = services(random);
    double[] target = random.doubles(services.intervals(), -3, 3).toArray();
    double[] price = random.doubles(services.intervals(), -5, 30).toArray();
    double weight = 0.5 + 5 * random.nextDouble();
    double[] near = services.proximal(target, weight);
    double[] response = services.response(price);
    assertThat(isPossible(services, near)).as("seed %d", seed).isTrue();
    assertThat(isPossible(services, response)).as("seed %d", seed).isTrue();
    for (int i = 0; i < 60; i++) {
      double[] other = possible(services, random);
      for (double part : new double[] {1, 0.01}) {
        assertThat(objective(services, near, target, weight))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(
                objective(services, between(near, other, part), target, weight) + 1e-8);
        assertThat(worth(services, response, price))
            .as("seed %d", seed)
            .isLessThanOrEqualTo(worth(services, between(response, other, part), price) + 1e-8);
      }
    }
  }

  @Test
  void shouldHoldNothingReadyWithTooLittleStored() {
    StorageResource little = new StorageResource(new double[2], 5, 0.3, 2, 1, 0.1, 0);
    StorageServices services = new StorageServices(little, new boolean[2], 0.5, 1);
    assertThat(services.response(new double[] {0, 0, 0, 0, 9, 9})).endsWith(0.0, 0.0);
    StorageResource enough = new StorageResource(new double[2], 5, 0.5, 2, 1, 0.1, 0);
    double[] taken =
        new StorageServices(enough, new boolean[2], 0.5, 1)
            .response(new double[] {9, 9, 0, 0, 9, 0.2});
    // It keeps what it holds ready, however dear energy is.
    assertThat(taken).containsExactly(0, 0, 0, 0, -0.5, -0.2);
  }

  @Test
  void shouldRefuseMoreReserveThanThereIsPower() {
    StorageResource store = new StorageResource(new double[2], 5, 1, 2, 1, 0.1, 0);
    assertThatThrownBy(() -> new StorageServices(store, new boolean[2], 3, 1))
        .hasMessageContaining("the reserve must lie within power and capacity");
  }

  private static StorageServices services(Random random) {
    double capacity = 1 + 5 * random.nextDouble();
    double power = 0.5 + 3 * random.nextDouble();
    boolean[] called = new boolean[INTERVALS];
    for (int t = 0; t < INTERVALS; t++) {
      called[t] = random.nextInt(3) == 0;
    }
    StorageResource store =
        new StorageResource(
            random.doubles(INTERVALS, -2, 2).toArray(),
            capacity,
            capacity * random.nextDouble(),
            power,
            random.nextBoolean() ? 1 : 0.9,
            0.05 + random.nextDouble(),
            20 * random.nextDouble());
    return new StorageServices(
        store, called, Math.min(0.1 * capacity, 0.25 * power), 0.1 + random.nextDouble());
  }

  private static double reserve(StorageServices services) {
    StorageResource store = services.store();
    boolean holds = store.storedKwh() >= services.reserveKwh() / store.oneWayEfficiency();
    return holds ? services.reserveKwh() : 0;
  }

  private static double change(StorageResource store, double charge) {
    return charge > 0 ? charge * store.oneWayEfficiency() : charge / store.oneWayEfficiency();
  }

  /** A random profile within what the store can do. */
  private static double[] possible(StorageServices services, Random random) {
    StorageResource store = services.store();
    double most = reserve(services);
    double floor = most / store.oneWayEfficiency();
    double stored = store.storedKwh();
    double[] taken = new double[services.intervals()];
    for (int t = 0; t < INTERVALS; t++) {
      double least =
          Math.max(-(store.powerKwh() - most), -(stored - floor) * store.oneWayEfficiency());
      double greatest = services.called()[t] ? 0 : store.powerKwh();
      double draw = random.nextInt(3) == 0 ? random.nextInt(2) : random.nextDouble();
      double charge = least + (greatest - least) * draw;
      stored = Math.min(store.capacityKwh(), stored + change(store, charge));
      taken[t] = store.loadKwh()[t] + charge;
      taken[Services.response(t, INTERVALS)] = services.called()[t] ? charge : 0;
      taken[Services.reserve(t, INTERVALS)] = -most * random.nextDouble();
    }
    return taken;
  }

  private static boolean isPossible(StorageServices services, double[] taken) {
    StorageResource store = services.store();
    double most = reserve(services);
    double stored = store.storedKwh();
    boolean possible = true;
    for (int t = 0; t < INTERVALS; t++) {
      double charge = taken[t] - store.loadKwh()[t];
      double ready = -taken[Services.reserve(t, INTERVALS)];
      stored = Math.min(store.capacityKwh(), stored + change(store, charge));
      possible &= charge <= (services.called()[t] ? 0 : store.powerKwh()) + 1e-9;
      possible &= charge >= -(store.powerKwh() - most) - 1e-9;
      possible &= stored >= most / store.oneWayEfficiency() - 1e-9;
      possible &= ready >= 0 && ready <= most;
      double response = taken[Services.response(t, INTERVALS)];
      possible &= Math.abs(response - (services.called()[t] ? charge : 0)) < 1e-12;
    }
    return possible;
  }

  private static double[] between(double[] one, double[] other, double part) {
    double[] between = new double[one.length];
    for (int t = 0; t < one.length; t++) {
      between[t] = one[t] + part * (other[t] - one[t]);
    }
    return between;
  }

  private static double objective(
      StorageServices services, double[] taken, double[] target, double weight) {
    double objective = services.cost(taken);
    for (int t = 0; t < taken.length; t++) {
      objective += weight / 2 * (taken[t] - target[t]) * (taken[t] - target[t]);
    }
    return objective;
  }

  private static double worth(StorageServices services, double[] taken, double[] price) {
    double worth = services.cost(taken);
    for (int t = 0; t < taken.length; t++) {
      worth += price[t] * taken[t];
    }
    return worth;
  }
}
