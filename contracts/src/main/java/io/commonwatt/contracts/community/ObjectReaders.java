package io.commonwatt.contracts.community;

import io.commonwatt.contracts.reading.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** One object of the file each: keys, types, ranges. */
final class ObjectReaders {

  private static final int SECONDS_PER_DAY = 86_400;

  private ObjectReaders() {}

  static Community community(YamlObject in) {
    String id = in.id("id");
    DispatchScope dispatch =
        in.has("dispatch")
            ? in.choice("dispatch", DispatchScope.class, DispatchScope.HOME)
            : DispatchScope.HOME;
    return new Community(
        id, in.text("name", id), in.text("market"), in.text("place", ""), dispatch);
  }

  static Feeder feeder(YamlObject in) {
    return new Feeder(
        in.id("id"),
        in.text("community", ""),
        in.decimal("limitKw", Range.POSITIVE),
        in.integer("feeMilliCentPerKwh", Range.NOT_NEGATIVE, 0));
  }

  static Place place(YamlObject in) {
    return new Place(
        in.id("id"),
        in.decimal("latitude", Range.LATITUDE),
        in.decimal("longitude", Range.LONGITUDE));
  }

  static Market market(YamlObject in) {
    Market market = new Market(in.id("id"), in.text("currency"));
    checkCurrency(in, market.currency());
    return market;
  }

  static Member member(YamlObject in) {
    String id = in.id("id");
    return new Member(id, in.text("name", id));
  }

  static UsagePoint usagePoint(YamlObject in) {
    int intervalSeconds = (int) in.integer("intervalSeconds", Range.DAY_SECONDS);
    if (intervalSeconds > 0 && SECONDS_PER_DAY % intervalSeconds != 0) {
      in.problem(
          in.line("intervalSeconds"),
          "intervalSeconds is " + intervalSeconds + ", which does not divide a day",
          "use for example 900, 1800 or 3600");
    }
    return new UsagePoint(
        in.id("id"),
        in.text("scheme", "local"),
        in.text("member"),
        in.text("community", ""),
        in.text("feeder", ""),
        in.text("place", ""),
        in.choices("channels", Channel.class),
        intervalSeconds,
        in.decimal("maxKw", Range.POSITIVE));
  }

  static MeterInstallation meterInstallation(YamlObject in) {
    Instant from = from(in);
    return new MeterInstallation(
        in.id("meter"),
        in.text("usagePoint"),
        (int) in.integer("multiplier", Range.COUNT, 1),
        from,
        to(in, from));
  }

  static Resource resource(YamlObject in) {
    Resource.Type type = in.choice("type", Resource.Type.class, Resource.Type.PV);
    boolean store = type == Resource.Type.BATTERY;
    double capacityKwh =
        store
            ? in.decimal("capacityKwh", Range.POSITIVE)
            : in.decimal("capacityKwh", Range.NOT_NEGATIVE, 0);
    double initialKwh = in.decimal("initialKwh", Range.NOT_NEGATIVE, 0);
    if (initialKwh > Math.max(capacityKwh, 0)) {
      in.problem(
          in.line("initialKwh"),
          "initialKwh " + initialKwh + " exceeds capacityKwh " + capacityKwh,
          "lower it or raise the capacity");
    }
    double powerKw = in.decimal("powerKw", store ? Range.POSITIVE : Range.NOT_NEGATIVE);
    Instant from = from(in);
    return new Resource(
        in.id("id"),
        in.text("usagePoint"),
        type,
        capacityKwh,
        powerKw,
        in.decimal("roundTripEfficiency", Range.EFFICIENCY, 1),
        in.integer("wearMilliCentPerKwh", Range.NOT_NEGATIVE, 0),
        initialKwh,
        in.flag("simulated", false),
        from,
        to(in, from),
        DeviceUses.read(in, type, capacityKwh, powerKw));
  }

  static Tariff tariff(YamlObject in) {
    String market = in.text("market", "");
    List<Tariff.Band> bands = bands(in);
    if (market.isEmpty() && !in.has("bands")) {
      in.problem(
          in.line("id"),
          "has neither bands nor a market",
          "add bands for a time-of-use tariff or the market a dynamic one follows");
    }
    boolean follows = in.flag("exportFollowsMarket", false);
    if (follows && market.isEmpty()) {
      in.problem(
          in.line("exportFollowsMarket"),
          "exportFollowsMarket is true, but it follows no market",
          "set market or remove it");
    }
    Instant from = from(in);
    return new Tariff(
        in.id("id"),
        in.texts("usagePoints"),
        bands,
        market,
        in.integer("adderMilliCentPerKwh", Range.ANY, 0),
        in.integer("exportMilliCentPerKwh", Range.ANY, 0),
        follows,
        in.integer("feeMilliCentPerKwh", Range.NOT_NEGATIVE, 0),
        in.integer("localFeeMilliCentPerKwh", Range.NOT_NEGATIVE, 0),
        from,
        to(in, from));
  }

  static StrategyPeriod strategy(YamlObject in) {
    String strategy = in.text("strategy");
    if (!strategy.isEmpty() && !StrategyPeriod.isName(strategy)) {
      in.problem(in.line("strategy"), "is unknown", "use one of " + StrategyPeriod.NAMES);
    }
    Instant from = from(in);
    return new StrategyPeriod(
        strategy, in.text("community"), in.flag("live", false), from, to(in, from));
  }

  static void checkCurrency(YamlObject in, String code) {
    if (!code.isEmpty() && !CommunityFileReader.isCurrency(code)) {
      in.problem(
          in.line("currency"),
          "currency is '" + code + "', no ISO 4217 code",
          "use three letters such as EUR or GBP");
    }
  }

  private static List<Tariff.Band> bands(YamlObject in) {
    List<Tariff.Band> bands = new ArrayList<>();
    for (Node node : in.elementsOrNone("bands")) {
      YamlObject band = in.nested(node, "bands");
      if (!band.isMapping()) {
        continue;
      }
      int fromMinute = (int) band.integer("fromMinute", Range.MINUTE);
      int least = bands.isEmpty() ? 0 : bands.get(bands.size() - 1).fromMinute() + 1;
      if (bands.isEmpty() && fromMinute != 0) {
        band.problem(
            band.line("fromMinute"),
            "the first band starts at minute " + fromMinute,
            "start it at 0, so that the day is covered");
      } else if (fromMinute < least) {
        band.problem(
            band.line("fromMinute"),
            "band at minute " + fromMinute + " follows one at " + (least - 1),
            "list the bands in ascending order");
      }
      bands.add(new Tariff.Band(fromMinute, band.integer("importMilliCentPerKwh", Range.ANY)));
      band.finish();
    }
    return bands;
  }

  private static Instant from(YamlObject in) {
    return in.instant("from", Instant.EPOCH);
  }

  private static Instant to(YamlObject in, Instant from) {
    Instant to = in.instant("to", Instant.MAX);
    if (!from.isBefore(to)) {
      in.problem(in.line("to"), "to " + to + " is not after from " + from, "correct one of them");
    }
    return to;
  }
}
