package io.commonwatt.streams.bench;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.streams.series.PlacementState;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Readings per second of processor time of the plain step, one thread: 20 simulated homes of one
 * community, hourly steps, the first third of the days as warm-up. Arguments: interval minutes,
 * days, registers (0 or 1). Prints also the bytes of state per channel.
 */
public final class StepSpeed {
  private static final int HOMES = 20;

  /** Processor time of the thread: others on the machine do not count. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private StepSpeed() {}

  public static void main(String[] arguments) throws IOException {
    int minutes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
    int days = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 240;
    boolean registers = arguments.length > 2 && arguments[2].equals("1");
    ValidationStep step = new ValidationStep(registry(minutes), VeeSettings.defaults());
    PlacementState state = step.initialState("c-1");
    Instant from = Instant.parse("2025-01-01T00:00:00Z");
    Random random = new Random(7);
    long[] totals = new long[HOMES];
    long nanos = 0;
    long readings = 0;
    long[] rows = new long[1];
    for (int hour = 0; hour < days * 24; hour++) {
      Instant at = from.plusSeconds(3600L * (hour + 1));
      List<Travelling> inputs = new ArrayList<>();
      for (int home = 0; home < HOMES; home++) {
        for (int part = 0; part < Math.max(1, 60 / minutes); part++) {
          Instant start = from.plusSeconds(3600L * hour + 60L * minutes * part);
          int hourOfDay = hour % 24;
          double shape = 0.2 + 0.3 * Math.exp(-Math.pow((hourOfDay - 19) / 3.0, 2));
          long wh = (long) (minutes / 60.0 * 1000 * shape * (0.5 + random.nextDouble() * 1.2));
          totals[home] += wh;
          inputs.add(reading(home, hour, part, start, minutes * 60, wh, at));
        }
        if (registers && hour % 24 == 23) {
          inputs.add(register(home, hour, at, totals[home]));
        }
      }
      long before = CPU.getCurrentThreadCpuTime();
      step.step(state, at, inputs, output -> rows[0]++);
      if (hour >= days * 8) {
        nanos += CPU.getCurrentThreadCpuTime() - before;
        readings += (long) HOMES * Math.max(1, 60 / minutes);
      }
    }
    long[] bytes = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            bytes[0]++;
          }
        };
    step.stateCodec().write(state, new DataOutputStream(counting));
    System.out.printf(
        "%d min, %d days, %d homes%s: %,d readings/s of processor time, %d bytes of state a channel%n",
        minutes,
        days,
        HOMES,
        registers ? ", daily registers" : "",
        readings * 1_000_000_000L / nanos,
        bytes[0] / HOMES);
  }

  private static RawReading reading(
      int home, int hour, int part, Instant start, int length, long wh, Instant at) {
    return new RawReading(
        "bench",
        "day-" + hour / 24 + "-" + home,
        hour % 24 * Math.max(1L, 60 / (length / 60)) + part,
        "m-" + home,
        Channel.CONSUMPTION,
        start,
        length,
        wh,
        0,
        Unit.WATT_HOUR,
        0,
        "",
        at,
        "c-1");
  }

  private static RegisterReading register(int home, int hour, Instant at, long wh) {
    return new RegisterReading(
        "bench",
        "reg-" + hour / 24 + "-" + home,
        0,
        "m-" + home,
        Channel.CONSUMPTION,
        "1-0:1.8.0",
        at,
        wh,
        0,
        "",
        at,
        "c-1");
  }

  private static Registry registry(int minutes) {
    List<UsagePoint> points = new ArrayList<>();
    List<MeterInstallation> installations = new ArrayList<>();
    for (int home = 0; home < HOMES; home++) {
      points.add(
          new UsagePoint(
              "h-" + home,
              "local",
              "member",
              "c-1",
              "f-" + home % 2,
              "place",
              List.of(Channel.CONSUMPTION),
              minutes * 60,
              14));
      installations.add(
          new MeterInstallation("m-" + home, "h-" + home, 1, Instant.EPOCH, Instant.MAX));
    }
    return new Registry(
        new CommunityFile(
            "EUR",
            ZoneOffset.UTC,
            false,
            List.of(new Community("c-1", "c-1", "market", "place")),
            List.of(new Feeder("f-0", "c-1", 100), new Feeder("f-1", "c-1", 100)),
            List.of(),
            List.of(),
            List.of(),
            points,
            installations,
            List.of(),
            List.of(),
            List.of(),
            ""));
  }
}
