package io.commonwatt.contracts.community;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads what a resource of the community file is there for. */
final class DeviceUses {

  private static final int HOURS = 24;
  private static final int MINUTES = 1440;

  private DeviceUses() {}

  /** The use under {@code use}, or null where there is none. */
  static DeviceUse read(
      YamlObject resource, Resource.Type type, double capacityKwh, double powerKw) {
    boolean wanted =
        type == Resource.Type.HOT_WATER
            || type == Resource.Type.FLEXIBLE_LOAD
            || type == Resource.Type.DEFERRABLE_LOAD;
    boolean allowed = wanted || type == Resource.Type.EV || type == Resource.Type.HEAT_PUMP;
    if (!resource.has("use")) {
      if (wanted) {
        resource.problem(
            resource.line("type"),
            "has no use",
            "add use: what it is there for, see docs/dispatch.md");
      }
      return null;
    }
    YamlObject in = resource.nested(resource.node("use"), "use");
    if (!in.isMapping()) {
      return null;
    }
    if (!allowed) {
      resource.problem(
          resource.line("use"),
          "a " + YamlObject.nameOf(type) + " has no use",
          "remove it; ev, heat-pump, hot-water, flexible-load and deferrable-load have one");
      return null;
    }
    DeviceUse use =
        switch (type) {
          case EV -> vehicle(in, capacityKwh);
          case HEAT_PUMP -> building(in);
          case HOT_WATER -> hotWater(in);
          case FLEXIBLE_LOAD -> flexible(in);
          case DEFERRABLE_LOAD -> deferrable(in, powerKw);
          case BATTERY, PV -> null;
        };
    in.finish();
    return use;
  }

  private static DeviceUse vehicle(YamlObject in, double capacityKwh) {
    int arrival = (int) in.integer("arrivalMinute", Range.MINUTE);
    int departure = (int) in.integer("departureMinute", Range.MINUTE);
    if (arrival == departure) {
      in.problem(
          in.line("departureMinute"), "leaves when it arrives", "give it another departureMinute");
    }
    return new DeviceUse.Vehicle(
        arrival,
        departure,
        upTo(in, "arrivesWithKwh", capacityKwh),
        upTo(in, "neededKwh", capacityKwh),
        in.flag("vehicleToGrid", false));
  }

  private static double upTo(YamlObject in, String key, double capacityKwh) {
    double value = in.decimal(key, Range.NOT_NEGATIVE);
    if (value > capacityKwh) {
      in.problem(
          in.line(key),
          key + " " + value + " exceeds capacityKwh " + capacityKwh,
          "lower it or raise the capacity");
      return capacityKwh;
    }
    return value;
  }

  private static DeviceUse building(YamlObject in) {
    double least = in.decimal("leastC", Range.ANY);
    double most = in.decimal("mostC", Range.ANY);
    ordered(in, "mostC", least, most);
    return new DeviceUse.Building(
        in.decimal("kwhPerDegree", Range.POSITIVE),
        in.decimal("lossKwPerDegree", Range.POSITIVE),
        least,
        most,
        in.decimal("performance", Range.POSITIVE));
  }

  private static DeviceUse hotWater(YamlObject in) {
    double cold = in.decimal("coldC", Range.ANY, 10);
    double hot = in.decimal("hotC", Range.ANY, 60);
    ordered(in, "hotC", cold, hot);
    double loss = in.decimal("lossPerHour", Range.NOT_NEGATIVE, 0.01);
    if (loss >= 1) {
      in.problem(in.line("lossPerHour"), "loses all its heat in an hour", "give less than 1");
    }
    List<Double> drawn = numbers(in, "drawnKwh");
    if (drawn.size() != HOURS) {
      in.problem(
          in.line("drawnKwh"),
          "drawnKwh has " + drawn.size() + " values",
          "give one for each of the 24 hours of the local day");
    }
    return new DeviceUse.HotWater(in.decimal("litres", Range.POSITIVE), cold, hot, loss, drawn);
  }

  private static List<Double> numbers(YamlObject in, String key) {
    List<Double> numbers = new ArrayList<>();
    for (Node node : in.elements(key)) {
      numbers.add(number(in, key, node));
    }
    return numbers;
  }

  private static double number(YamlObject in, String key, Node node) {
    try {
      double value = Double.parseDouble(node instanceof ScalarNode scalar ? scalar.getValue() : "");
      if (Range.NOT_NEGATIVE.contains(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both faults
    }
    String unit = key.endsWith("Kwh") ? "kWh" : "kW";
    in.problem(YamlObject.lineOf(node), key + " has no number of 0 or more", "write " + unit);
    return 0;
  }

  private static DeviceUse flexible(YamlObject in) {
    return new DeviceUse.Flexible(
        in.decimal("energyKwh", Range.POSITIVE),
        (int) in.integer("fromMinute", Range.MINUTE),
        (int) in.integer("untilMinute", Range.MINUTE));
  }

  private static DeviceUse deferrable(YamlObject in, double powerKw) {
    List<Double> profile = numbers(in, "profileKw");
    long part = in.integer("profileMinutes", Range.POSITIVE, 15);
    int from = (int) in.integer("fromMinute", Range.MINUTE);
    int until = (int) in.integer("untilMinute", Range.MINUTE);
    int window = until > from ? until - from : until - from + MINUTES;
    if (!profile.isEmpty() && profile.get(0) == 0) {
      in.problem(in.line("profileKw"), "profileKw begins with 0", "begin with the first power");
    }
    for (double kw : profile) {
      if (kw > powerKw) {
        in.problem(
            in.line("profileKw"),
            "profileKw " + kw + " exceeds powerKw " + powerKw,
            "lower it or raise the power");
      }
    }
    if (part > window || part * profile.size() > window) {
      in.problem(
          in.line("profileKw"),
          profile.size() + " parts of " + part + " min in a window of " + window + " min",
          "widen the window or shorten the run");
    }
    return new DeviceUse.Deferrable(profile, (int) Math.min(part, MINUTES), from, until);
  }

  private static void ordered(YamlObject in, String key, double least, double most) {
    if (!(least < most)) {
      in.problem(in.line(key), key + " " + most + " is not above " + least, "correct one of them");
    }
  }
}
