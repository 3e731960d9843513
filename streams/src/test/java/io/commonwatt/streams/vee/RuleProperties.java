package io.commonwatt.streams.vee;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.streams.Outcome;
import io.commonwatt.streams.Scene;
import io.commonwatt.streams.series.Registers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The rules against their naive twin on random meters. jqwik prints the seed of a failure. */
class RuleProperties {
  private static final Instant BEGIN = Scene.time("05-01T00:00");
  private static final int DAY = 24;
  private static final double LIMIT_KW = 14;
  private static final String GENERATION =
      "point home-1 minutes 60 kw 14 channels generation\nmeter m-1 at home-1\n";

  @Property(tries = 40)
  void shouldSpeakWhereTheTwinDoes(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Integer, Long> values = values(random, 10 + random.nextInt(12));
    boolean paired = random.nextInt(3) == 0;
    boolean register = !paired && random.nextBoolean();
    Scene scene =
        Scene.of(
            "point home-1 minutes 60 kw 14 channels consumption"
                + (paired ? ",import" : "")
                + "\nmeter m-1 at home-1\n");
    Map<Integer, Long> plausible = null;
    if (paired) {
      TreeMap<Integer, Long> imported = imported(random, values);
      send(scene, Channel.IMPORT, imported, new TreeSet<>(), random);
      TreeMap<Integer, TreeSet<String>> doubted =
          new NaiveRules(
                  LIMIT_KW, imported, null, new TreeSet<>(), new TreeSet<>(), new TreeMap<>())
              .verdicts();
      plausible = new HashMap<>(imported);
      plausible.keySet().removeAll(doubted.keySet());
    }
    TreeSet<Integer> offGrid = new TreeSet<>();
    send(scene, Channel.CONSUMPTION, values, offGrid, random);
    TreeSet<Integer> clockSets = paired ? new TreeSet<>() : clockSets(scene, values, random);
    TreeMap<Integer, Long> advances =
        register ? registers(scene, values, "consumption") : new TreeMap<>();
    NaiveRules twin = new NaiveRules(LIMIT_KW, values, plausible, offGrid, clockSets, advances);

    Outcome outcome = scene.run(BEGIN.plus(Duration.ofHours(values.lastKey() + 30)));

    assertThat(verdicts(outcome, Channel.CONSUMPTION)).isEqualTo(twin.verdicts());
    if (!paired) {
      assertThat(warnings(outcome)).isEqualTo(twin.warnings());
    }
  }

  @Property(tries = 25)
  void shouldDoubtGenerationOfAWrongClockWhereTheTwinDoesWhateverTheOrder(@ForAll long seed) {
    Random random = new Random(seed);
    TreeMap<Integer, Long> values = new TreeMap<>();
    int shift = 0;
    int days = 12 + random.nextInt(12);
    for (int day = 0; day < days; day++) {
      shift = random.nextInt(4) == 0 ? random.nextInt(9) - 4 : random.nextInt(2) * shift;
      double clear = 0.2 + 0.8 * random.nextDouble();
      for (int hour = 0; hour < DAY; hour++) {
        double sun = Math.max(0, Math.sin((hour - 5) * Math.PI / 15)) * (0.8 + random.nextDouble());
        if (random.nextInt(30) > 0) {
          int at = Math.floorMod(hour + shift, DAY);
          values.put(day * DAY + at, (long) (hour < 5 ? 0 : 3000 * clear * sun));
        }
      }
    }
    long script = random.nextLong();
    long order = random.nextLong();
    Outcome outcome = generation(values, new Random(script), new Random(order));
    Outcome other = generation(values, new Random(script), new Random(order + 1));

    Random again = new Random(script);
    Scene scene = Scene.of(GENERATION);
    TreeSet<Integer> sets = clockSets(scene, values, again);
    TreeMap<Integer, Long> advances = registers(scene, values, "generation");
    NaiveRules twin =
        new NaiveRules(LIMIT_KW, values, null, new TreeSet<>(), sets, advances).generated();
    assertThat(doubted(verdicts(outcome, Channel.GENERATION))).isEqualTo(doubted(twin.verdicts()));
    assertThat(
            FateProperties.difference(
                FateProperties.measured(outcome), FateProperties.measured(other)))
        .isEmpty();
  }

  private static Outcome generation(TreeMap<Integer, Long> values, Random script, Random arrival) {
    Scene scene = Scene.of(GENERATION);
    clockSets(scene, values, script);
    registers(scene, values, "generation");
    values.forEach(
        (hour, wh) -> {
          Instant start = BEGIN.plus(Duration.ofHours(hour));
          int late = arrival.nextInt(8) == 0 ? arrival.nextInt(72) : 0;
          Instant known = start.plus(Duration.ofHours(1L + late));
          scene.add("m-1", Channel.GENERATION, start, 3600, wh, known);
        });
    return scene.run(BEGIN.plus(Duration.ofHours(values.lastKey() + 100)));
  }

  private static TreeSet<Integer> doubted(TreeMap<Integer, TreeSet<String>> verdicts) {
    TreeSet<Integer> hours = new TreeSet<>();
    verdicts.forEach(
        (hour, rules) -> {
          if (rules.contains("clock-set")) {
            hours.add(hour);
          }
        });
    return hours;
  }

  /** Days of many kinds, with holes. */
  private static TreeMap<Integer, Long> values(Random random, int days) {
    TreeMap<Integer, Long> values = new TreeMap<>();
    long level = random.nextInt(4) == 0 ? 0 : 200 + random.nextInt(1500);
    for (int day = 0; day < days; day++) {
      int kind = day < 7 ? random.nextInt(20) : random.nextInt(12);
      long frozen = random.nextInt(3000);
      int from = random.nextInt(12);
      for (int hour = 0; hour < DAY; hour++) {
        long usual = level == 0 ? 0 : level / 2 + random.nextInt((int) level);
        long wh =
            switch (kind) {
              case 0 -> 0;
              case 1 -> hour >= from && hour < from + 11 + from % 4 ? frozen : usual;
              case 2 -> usual / 1000;
              case 3 -> Math.min(15_000, usual * 400);
              case 4 -> hour == from ? 9000 + random.nextInt(6000) : usual;
              case 5 -> hour == from ? -5 : hour == from + 2 ? 16_000 : usual;
              case 6 -> level == 0 ? random.nextInt(60) : usual * 3;
              default -> usual;
            };
        if (kind != 7 || random.nextInt(6) > 0) {
          values.put(day * DAY + hour, wh);
        }
      }
    }
    return values;
  }

  /** Mostly the same, as another meter says it. */
  private static TreeMap<Integer, Long> imported(Random random, TreeMap<Integer, Long> values) {
    TreeMap<Integer, Long> imported = new TreeMap<>();
    values.forEach(
        (hour, wh) -> {
          if (random.nextInt(20) > 0) {
            long off = random.nextInt(5) == 0 ? random.nextInt(61) - 30 : random.nextInt(5) - 2;
            imported.put(hour, Math.max(0, wh + off));
          }
        });
    return imported;
  }

  private static void send(
      Scene scene,
      Channel channel,
      TreeMap<Integer, Long> values,
      TreeSet<Integer> offGrid,
      Random random) {
    values.forEach(
        (hour, wh) -> {
          int late = channel == Channel.IMPORT || random.nextInt(15) > 0 ? 0 : random.nextInt(900);
          if (late > 180) {
            offGrid.add(hour);
          }
          Instant start = BEGIN.plus(Duration.ofHours(hour)).plusSeconds(late);
          scene.add("m-1", channel, start, 3600, wh, start.plusSeconds(3600));
        });
  }

  private static TreeSet<Integer> clockSets(
      Scene scene, TreeMap<Integer, Long> values, Random random) {
    TreeSet<Integer> sets = new TreeSet<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      int minute = random.nextInt(values.lastKey() * 60);
      sets.add(minute);
      Instant at = BEGIN.plus(Duration.ofMinutes(minute));
      Scene.append(scene, "clock m-1 " + at.toString().substring(0, 16));
    }
    return sets;
  }

  /**
   * A register that is read at midnight and agrees: what is missing or impossible was 100 Wh. Its
   * advance by day.
   */
  private static TreeMap<Integer, Long> registers(
      Scene scene, TreeMap<Integer, Long> values, String channel) {
    TreeMap<Integer, Long> advances = new TreeMap<>();
    long total = 0;
    int days = values.lastKey() / DAY + 1;
    for (int day = 0; day <= days; day++) {
      String at = BEGIN.plus(Duration.ofDays(day)).toString().substring(0, 16);
      Scene.append(scene, "register m-1 " + channel + " " + at + " " + total);
      long advance = 0;
      for (int hour = day * DAY; hour < (day + 1) * DAY; hour++) {
        long wh = values.getOrDefault(hour, 100L);
        advance += wh >= 0 && wh <= 1100 * LIMIT_KW ? wh : 100;
      }
      if (day < days) {
        advances.put(day, advance);
      }
      total += advance;
    }
    return advances;
  }

  private static TreeMap<Integer, TreeSet<String>> verdicts(Outcome outcome, Channel channel) {
    TreeMap<Integer, TreeSet<String>> verdicts = new TreeMap<>();
    for (ValidatedReading row : outcome.rows().values()) {
      TreeSet<String> rules = new TreeSet<>(row.verdicts());
      rules.remove("gap");
      if (row.channel() == channel && row.rawWh() != null && !rules.isEmpty()) {
        verdicts.put((int) Duration.between(BEGIN, row.start()).toHours(), rules);
      }
    }
    return verdicts;
  }

  private static TreeSet<String> warnings(Outcome outcome) {
    TreeSet<String> warnings = new TreeSet<>();
    for (ReadingException exception : outcome.exceptions()) {
      if (exception.rule().endsWith("-usage") && !exception.rule().startsWith("inactive")) {
        long day = Duration.between(BEGIN, exception.start()).toDays();
        warnings.add(day + " " + exception.rule());
      }
    }
    return warnings;
  }

  /** Every subset of the readings, the best of them kept. */
  @Property(tries = 200)
  void shouldKeepTheLongestChainOfRegisterReadings(@ForAll long seed) {
    Random random = new Random(seed);
    int count = 3 + random.nextInt(7);
    long[] totals = new long[count];
    Registers registers = new Registers();
    long total = random.nextInt(1000);
    for (int index = 0; index < count; index++) {
      totals[index] = random.nextInt(4) == 0 ? random.nextInt(40_000) : total;
      registers.add("m-1", "r", index * 3600L, totals[index], 1, 1.0);
      total += random.nextInt(3000);
    }
    int best = Integer.MIN_VALUE;
    int bestSets = 0;
    int bestSet = 0;
    for (int set = 1; set < 1 << count; set++) {
      int score = score(totals, set);
      bestSets = score > best ? 1 : score == best ? bestSets + 1 : bestSets;
      bestSet = score > best ? set : bestSet;
      best = Math.max(best, score);
    }
    int good = (1 << count) - 1;
    for (Registers.Bad bad : registers.listBad()) {
      good &= ~(1 << (int) (bad.at() / 3600));
    }
    assertThat(score(totals, good)).isEqualTo(best);
    if (bestSets == 1) {
      assertThat(good).isEqualTo(bestSet);
    }
  }

  private static int score(long[] totals, int set) {
    int score = 0;
    int before = -1;
    for (int index = 0; index < totals.length; index++) {
      if ((set & 1 << index) != 0) {
        boolean follows =
            before < 0
                || totals[index] >= totals[before]
                    && totals[index] - totals[before] <= 3600L * (index - before) + 1;
        score += 1 - (follows ? 0 : 2);
        before = index;
      }
    }
    return score;
  }
}
