package io.commonwatt.streams;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Four homes of one community for some days, with faults: gaps, duplicates, corrections, spikes,
 * negative and impossible values, late arrivals, foreign meters and times, an outage, a meter
 * exchange. Everything follows from the seed.
 */
public final class RandomScene {
  private static final Instant FROM = Scene.time("05-01T00:00");
  private static final int[] MINUTES = {30, 15, 60, 30};

  private final Random values;
  private final Random arrivals;
  private final boolean conflicts;
  private final int days;
  private final Scene scene;

  private RandomScene(long seed, long arrivalSeed, boolean conflicts, int days) {
    this.values = new Random(seed);
    this.arrivals = new Random(arrivalSeed);
    this.conflicts = conflicts;
    this.days = days;
    Instant exchange = FROM.plus(Duration.ofHours(24L * days / 2 + 5));
    String exchanged = exchange.toString().substring(0, 16);
    this.scene =
        Scene.of(
            """
            point h-0 minutes 30 feeder f-1 channels consumption,generation
            point h-1 minutes 15 feeder f-1
            point h-2 minutes 60 feeder f-2 channels import
            point h-3 minutes 30 feeder f-2
            meter m-0 at h-0
            meter m-1 at h-1 to %s
            meter m-1b at h-1 from %s
            meter m-2 at h-2 multiplier 3
            meter m-3 at h-3 from 05-01T10:00 to 05-0%dT20:00
            resource ev EV 7.4 at h-3
            resource pv PV 3 at h-0
            """
                .formatted(exchanged, exchanged, days - 1));
  }

  /** A scene of a seed. */
  public static Scene of(long seed) {
    return of(seed, seed + 1, true, 9);
  }

  /**
   * A scene whose readings follow from one seed and when they became known from another.
   *
   * @param conflicts whether an interval may have readings of different values
   */
  public static Scene of(long seed, long arrivalSeed, boolean conflicts, int days) {
    RandomScene random = new RandomScene(seed, arrivalSeed, conflicts, days);
    for (int home = 0; home < MINUTES.length; home++) {
      random.home(home, home == 2 ? Channel.IMPORT : Channel.CONSUMPTION);
    }
    random.home(0, Channel.GENERATION);
    random.foreigners();
    return random.scene;
  }

  /**
   * A scene whose homes also count registers, now and then late, wrong or running backwards, and
   * whose readings are edited: now and then twice, withdrawn, or of an interval there is not.
   */
  public static Scene withRegistersAndEdits(long seed) {
    RandomScene random = new RandomScene(seed, seed + 1, true, 9);
    for (int home = 0; home < MINUTES.length; home++) {
      random.home(home, home == 2 ? Channel.IMPORT : Channel.CONSUMPTION);
      random.registers(home);
      random.edits(home);
    }
    random.home(0, Channel.GENERATION);
    random.foreigners();
    return random.scene;
  }

  /** What the readings add up to, twice a day. */
  private void registers(int home) {
    if (home == 1) {
      return; // Its meter is exchanged: a register of its own would begin anew.
    }
    Channel channel = home == 2 ? Channel.IMPORT : Channel.CONSUMPTION;
    String meter = "m-" + home;
    Map<Instant, Long> sent = new HashMap<>();
    for (Travelling input : scene.inputs()) {
      if (input instanceof RawReading raw
          && raw.meter().equals(meter)
          && raw.channel() == channel
          && raw.lengthSeconds() == MINUTES[home] * 60
          && raw.energyWh() >= 0
          && raw.energyWh() < 100_000) {
        sent.put(raw.start(), raw.energyWh());
      }
    }
    long total = 100_000;
    for (int half = 0; half <= 2 * days; half++) {
      Instant at = FROM.plus(Duration.ofHours(12L * half));
      Instant before = at.minus(Duration.ofHours(12));
      long counted = 0;
      for (Map.Entry<Instant, Long> one : sent.entrySet()) {
        counted += !one.getKey().isBefore(before) && one.getKey().isBefore(at) ? one.getValue() : 0;
      }
      total += counted + (values.nextInt(4) == 0 ? values.nextInt(3000) : 0);
      long shown = half == 7 ? total - 50_000 : total;
      Instant known = at.plusSeconds(60L * arrivals.nextInt(2000));
      Scene.append(
          scene,
          "register %s %s %s %d known %s"
              .formatted(meter, channel.code(), minute(at), shown, minute(known)));
    }
  }

  private void edits(int home) {
    String channel = home == 2 ? "import" : "consumption";
    for (int i = 0; i < 12; i++) {
      Instant start = FROM.plusSeconds(60L * MINUTES[home] * values.nextInt(days * 24));
      if (i == 11) {
        start = start.plusSeconds(60); // No interval begins there.
      }
      Instant known = start.plus(Duration.ofHours(2 + arrivals.nextInt(120)));
      for (int again = values.nextInt(3); again >= 0; again--) {
        String what = values.nextInt(4) == 0 ? "withdraw" : values.nextInt(900) + " spike";
        Scene.append(
            scene,
            "edit h-%d %s %s %s known %s"
                .formatted(home, channel, minute(start), what, minute(known)));
        known = known.plusSeconds(60L * arrivals.nextInt(600));
      }
    }
  }

  private static String minute(Instant time) {
    return time.toString().substring(0, 16);
  }

  /** When everything has arrived and been declared. */
  public static Instant through(int days) {
    return FROM.plus(Duration.ofDays(days + 7L));
  }

  private void home(int home, Channel channel) {
    int length = MINUTES[home] * 60;
    int slots = days * 86_400 / length;
    int gapLeft = 0;
    for (int slot = 0; slot < slots; slot++) {
      Instant start = FROM.plusSeconds((long) slot * length);
      String meter = meterOf(home, start);
      long wh = value(length, slot);
      boolean starts = values.nextInt(60) == 0;
      gapLeft = starts ? 1 + values.nextInt(values.nextInt(4) == 0 ? 60 : 4) : gapLeft - 1;
      if (gapLeft <= 0) {
        reading(meter, channel, start, length, wh);
      }
    }
    for (int outage = 0; outage < 3; outage++) {
      outage(home);
    }
  }

  private String meterOf(int home, Instant start) {
    boolean exchanged =
        home == 1 && !start.isBefore(FROM.plus(Duration.ofHours(24L * days / 2 + 5)));
    return "m-" + home + (exchanged ? "b" : "");
  }

  private long value(int length, int slot) {
    int kind = values.nextInt(100);
    long base = length * (100 + values.nextInt(400)) / 3600;
    if (kind == 0) {
      return -base;
    } else if (kind == 1) {
      return 1_000_000;
    } else if (kind == 2 && values.nextInt(4) == 0) {
      return base * 30;
    } else if (kind == 4 && slot % 8 == 0) {
      return length * 7L / 3600 * 1000;
    }
    return base;
  }

  private void reading(String meter, Channel channel, Instant start, int length, long wh) {
    scene.add(meter, channel, start, length, wh, known(start, length));
    int kind = values.nextInt(50);
    if (kind == 0) {
      scene.add(meter, channel, start, length, wh, known(start, length));
    } else if (kind == 1 && conflicts) {
      for (int copy = values.nextInt(3); copy >= 0; copy--) {
        scene.add(meter, channel, start, length, wh + values.nextInt(3), known(start, length));
      }
    }
  }

  private Instant known(Instant start, int length) {
    Instant end = start.plusSeconds(length);
    return switch (arrivals.nextInt(12)) {
      case 0 -> end.plusMillis(arrivals.nextInt(5 * 86_400_000));
      case 1, 2 -> end.plusMillis(arrivals.nextInt(8 * 3_600_000));
      default -> end.plusSeconds(arrivals.nextInt(3) * 1000L);
    };
  }

  private void outage(int home) {
    long minute = values.nextInt(days * 1440);
    Instant fail = FROM.plusSeconds(minute * 60);
    Instant restore = fail.plusSeconds(60L * (1 + values.nextInt(400)));
    if (restore.isBefore(FROM.plus(Duration.ofDays(days - 2L)))
        && fail.isAfter(FROM.plus(Duration.ofDays(1)))) {
      event("fail", meterOf(home, fail), fail);
      if (values.nextInt(4) > 0) {
        event("restore", meterOf(home, restore), restore);
      }
    }
  }

  private void event(String kind, String meter, Instant at) {
    Instant known = at.plusSeconds(60L * arrivals.nextInt(2000));
    Scene.append(
        scene,
        kind
            + " "
            + meter
            + " "
            + at.toString().substring(0, 16)
            + " known "
            + known.toString().substring(0, 16));
  }

  private void foreigners() {
    for (int i = 0; i < 5; i++) {
      Instant start = FROM.plusSeconds(1800L * values.nextInt(days * 48));
      scene.add("m-9", Channel.CONSUMPTION, start, 1800, 1, known(start, 1800));
      scene.add("m-0", Channel.EXPORT, start, 1800, 1, known(start, 1800));
      scene.add("m-0", Channel.CONSUMPTION, start, 900, 1, known(start, 1800));
      scene.add("m-0", Channel.CONSUMPTION, Scene.time("1999-05-01T00:00"), 1800, 1, start);
      scene.add("m-0", Channel.CONSUMPTION, Scene.time("2099-05-01T00:00"), 1800, 1, start);
    }
  }
}
