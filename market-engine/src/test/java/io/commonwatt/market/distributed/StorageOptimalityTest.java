package io.commonwatt.market.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the conditions of optimality say of the solver's answers, and of others. */
class StorageOptimalityTest {

  private static final int INTERVALS = 12;

  @Property(tries = 200)
  void shouldAcceptTheLeastAndRefuteWhatIsFarFromIt(@ForAll long seed) {
    Random random = new Random(seed);
    StorageResource store = store(random);
    double[] none = new double[INTERVALS];
    double[] target = random.doubles(INTERVALS, -3, 3).toArray();
    double weight = 1 + 9 * random.nextDouble();
    double[] best = store.proximal(target, weight);
    assertThat(store.refute(best, none, target, weight)).as("seed %d", seed).isEmpty();

    double[] other = best.clone();
    int one = random.nextInt(INTERVALS);
    other[one] += random.nextBoolean() ? 0.2 : -0.2;
    other[(one + 1 + random.nextInt(INTERVALS - 1)) % INTERVALS] -= other[one] - best[one];
    assertThat(store.refute(other, none, target, weight)).as("seed %d", seed).isPresent();
  }

  @Property(tries = 200)
  void shouldAcceptTheResponseToAPrice(@ForAll long seed) {
    Random random = new Random(seed);
    StorageResource store = store(random);
    double[] price = random.doubles(INTERVALS, -5, 40).toArray();
    assertThat(store.refute(store.response(price), price, new double[INTERVALS], 0))
        .as("seed %d", seed)
        .isEmpty();
  }

  @Test
  void shouldSayWhatIsWrong() {
    StorageResource store = new StorageResource(new double[3], 2, 1, 1.5, 1, 0.5, 10);
    double[] target = {0.5, -0.25, 0};
    double[] none = new double[3];
    double[] best = store.proximal(target, 2);
    assertThat(store.refute(best, none, target, 2)).isEmpty();
    assertThat(store.refute(new double[] {2, 0, 0}, none, target, 2))
        .contains("more power than there is in interval 0");
    assertThat(store.refute(new double[] {-1, -1, 0}, none, target, 2))
        .contains("more energy than is stored in interval 1");
    best[2] += 1e-4;
    assertThat(store.refute(best, none, target, 2).orElseThrow())
        .startsWith("no value of stored energy explains interval");
  }

  private static StorageResource store(Random random) {
    double capacity = random.nextInt(5) == 0 ? 0 : 6 * random.nextDouble();
    return new StorageResource(
        random.doubles(INTERVALS, -2, 2).toArray(),
        capacity,
        capacity * random.nextInt(3) / 2,
        4 * random.nextDouble(),
        random.nextBoolean() ? 1 : 0.9,
        0.01 + random.nextDouble(),
        30 * random.nextDouble());
  }
}
