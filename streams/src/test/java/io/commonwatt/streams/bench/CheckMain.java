package io.commonwatt.streams.bench;

import io.commonwatt.streams.bench.DataSets.Homes;
import io.commonwatt.streams.check.FaultCheck;
import io.commonwatt.streams.vee.VeeSettings;
import java.io.IOException;
import java.util.List;

/**
 * Runs the fault check on real homes. Arguments: ideal or sgsc, every nth home, registers, seeds.
 */
public final class CheckMain {
  private CheckMain() {}

  public static void main(String[] arguments) throws IOException {
    int nth = Integer.parseInt(arguments[1]);
    Homes homes =
        arguments[0].equals("ideal") ? DataSets.idealHomes(nth) : DataSets.smartGridSmartCity();
    for (int index = 3; index < arguments.length; index++) {
      long seed = Long.parseLong(arguments[index]);
      boolean registers = arguments[2].equals("1");
      long from = System.nanoTime();
      FaultCheck.Options options =
          new FaultCheck.Options(seed, List.of(), 0, registers, VeeSettings.defaults());
      var report = FaultCheck.run(homes.registry(), homes.readings().iterator(), options, x -> {});
      System.out.println("seed " + seed + "\n" + report.toText());
      System.out.printf("%.1f s%n", (System.nanoTime() - from) / 1e9);
    }
  }
}
