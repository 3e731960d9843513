package io.commonwatt.streams;

import io.commonwatt.contracts.Travelling;
import io.commonwatt.contracts.community.Community;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.Feeder;
import io.commonwatt.contracts.community.MeterInstallation;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Unit;
import io.commonwatt.contracts.step.StepDriver;
import io.commonwatt.streams.validation.ValidationStep;
import io.commonwatt.streams.vee.VeeSettings;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A small registry and what it receives, written as text, a statement a line:
 *
 * <pre>
 * point home-1 minutes 30 kw 14 feeder f-1 community c-1 channels consumption,generation
 * meter m-1 at home-1 from 05-01T00:00 to 05-03T00:00 multiplier 1
 * resource ev EV 7.4 at home-1
 * read m-1 consumption 05-01T00:00 100 110 _ 130x4 known 05-01T06:10
 * fail m-1 05-01T01:00 known 05-01T06:10
 * restore m-1 05-01T02:00
 * clock m-1 05-01T02:00
 * register m-1 consumption 05-02T00:00 48000
 * edit home-1 consumption 05-01T00:00 120 spike known 05-03T10:00
 * </pre>
 *
 * Values are Wh of consecutive intervals; {@code _} leaves one out, {@code 130x4} is four of them.
 * What is not said: half hours, 14 kW, feeder f-1, community c-1, consumption; known at the
 * interval's end. Times are UTC, of 2025 where the year is left out.
 */
public final class Scene {
  private final List<UsagePoint> points = new ArrayList<>();
  private final List<MeterInstallation> installations = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();
  private final List<Travelling> inputs = new ArrayList<>();
  private VeeSettings settings = VeeSettings.defaults();
  private int sequence;

  private Scene() {}

  /** A scene of a text. */
  public static Scene of(String text) {
    Scene scene = new Scene();
    text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(scene::state);
    return scene;
  }

  /** The same scene under other settings. */
  public Scene with(VeeSettings others) {
    settings = others;
    return this;
  }

  public VeeSettings settings() {
    return settings;
  }

  /** Adds a statement to a scene. */
  public static void append(Scene scene, String line) {
    scene.state(line);
  }

  private void state(String line) {
    List<String> words = new ArrayList<>(Arrays.asList(line.split(" +")));
    String statement = words.remove(0);
    switch (statement) {
      case "point" -> point(words);
      case "meter" -> meter(words);
      case "resource" -> resource(words);
      case "read" -> read(words);
      case "fail" -> event(words, MeterEvent.Type.POWER_FAIL);
      case "clock" -> event(words, MeterEvent.Type.CLOCK_SET);
      case "register" -> register(words);
      case "edit" -> edit(words);
      case "restore" -> event(words, MeterEvent.Type.POWER_RESTORE);
      default -> throw new IllegalArgumentException("No statement '" + statement + "': " + line);
    }
  }

  private void point(List<String> words) {
    List<Channel> channels = new ArrayList<>();
    for (String code : option(words, "channels", "consumption").split(",")) {
      channels.add(Channel.parse(code));
    }
    points.add(
        new UsagePoint(
            words.get(0),
            "local",
            "member",
            option(words, "community", "c-1").replace("-none-", ""),
            option(words, "feeder", "f-1").replace("-none-", ""),
            "place",
            channels,
            Integer.parseInt(option(words, "minutes", "30")) * 60,
            Double.parseDouble(option(words, "kw", "14"))));
  }

  private void meter(List<String> words) {
    installations.add(
        new MeterInstallation(
            words.get(0),
            option(words, "at", ""),
            Integer.parseInt(option(words, "multiplier", "1")),
            time(option(words, "from", "2000-01-01T00:00")),
            words.contains("to") ? time(option(words, "to", "")) : Instant.MAX));
  }

  private void resource(List<String> words) {
    resources.add(
        new Resource(
            words.get(0),
            option(words, "at", ""),
            Resource.Type.valueOf(words.get(1)),
            0,
            Double.parseDouble(words.get(2)),
            1,
            0,
            0,
            false,
            Instant.MIN,
            Instant.MAX));
  }

  private void read(List<String> words) {
    String known = option(words, "known", "");
    String meter = words.get(0);
    Channel channel = Channel.parse(words.get(1));
    Instant start = time(words.get(2));
    int length = lengthOf(meter);
    for (String word : words.subList(3, known.isEmpty() ? words.size() : words.indexOf("known"))) {
      int times = word.contains("x") ? Integer.parseInt(word.split("x")[1]) : 1;
      for (int i = 0; i < times; i++) {
        if (!word.equals("_")) {
          Instant knownAt = known.isEmpty() ? start.plusSeconds(length) : time(known);
          add(meter, channel, start, length, Long.parseLong(word.split("x")[0]), knownAt);
        }
        start = start.plusSeconds(length);
      }
    }
  }

  /** Adds a reading. */
  public void add(
      String meter, Channel channel, Instant start, int length, long wh, Instant knownAt) {
    inputs.add(
        new RawReading(
            "scene",
            "scene.txt",
            ++sequence,
            meter,
            channel,
            start,
            length,
            wh,
            0,
            Unit.WATT_HOUR,
            0,
            "",
            knownAt,
            new Registry(file()).placementOfMeter(meter)));
  }

  /** Adds a record as it is. */
  public void add(Travelling record) {
    inputs.add(record);
  }

  private void event(List<String> words, MeterEvent.Type type) {
    Instant at = time(words.get(1));
    String known = option(words, "known", "");
    inputs.add(
        new MeterEvent(
            "scene",
            "events.txt",
            ++sequence,
            words.get(0),
            type,
            at,
            known.isEmpty() ? at : time(known),
            new Registry(file()).placementOfMeter(words.get(0))));
  }

  private void register(List<String> words) {
    Instant at = time(words.get(2));
    String known = option(words, "known", "");
    inputs.add(
        new RegisterReading(
            "scene",
            "registers.txt",
            ++sequence,
            words.get(0),
            Channel.parse(words.get(1)),
            option(words, "of", "1.8.0"),
            at,
            Long.parseLong(words.get(3)),
            0,
            "",
            known.isEmpty() ? at : time(known),
            new Registry(file()).placementOfMeter(words.get(0))));
  }

  private void edit(List<String> words) {
    String point = words.get(0);
    UsagePoint found =
        points.stream().filter(each -> each.id().equals(point)).findFirst().orElseThrow();
    inputs.add(
        new ReadingEdit(
            "edit-" + ++sequence,
            point,
            Channel.parse(words.get(1)),
            time(words.get(2)),
            found.intervalSeconds(),
            words.get(3).equals("withdraw") ? null : Long.valueOf(words.get(3)),
            words.get(4).equals("known") ? "" : words.get(4),
            "agreed",
            "anna",
            "customer called",
            time(option(words, "known", "")),
            found.placement()));
  }

  private int lengthOf(String meter) {
    for (MeterInstallation installation : installations) {
      for (UsagePoint point : points) {
        if (installation.meter().equals(meter) && installation.usagePoint().equals(point.id())) {
          return point.intervalSeconds();
        }
      }
    }
    return 1800;
  }

  private static String option(List<String> words, String name, String otherwise) {
    int index = words.indexOf(name);
    return index < 0 ? otherwise : words.get(index + 1);
  }

  /** A time of the text: {@code 05-01T00:30} or {@code 1999-05-01T00:30}. */
  public static Instant time(String text) {
    String full = text.length() < 16 ? "2025-" + text : text;
    return java.time.LocalDateTime.parse(full).toInstant(ZoneOffset.UTC);
  }

  private CommunityFile file() {
    TreeSet<String> communities = new TreeSet<>();
    List<Feeder> feeders = new ArrayList<>();
    points.forEach(point -> communities.add(point.community()));
    communities.remove("");
    TreeSet<String> feederIds = new TreeSet<>();
    for (UsagePoint point : points) {
      if (!point.feeder().isEmpty() && feederIds.add(point.feeder())) {
        feeders.add(new Feeder(point.feeder(), point.community(), 100));
      }
    }
    return new CommunityFile(
        "EUR",
        ZoneOffset.UTC,
        false,
        communities.stream().map(id -> new Community(id, id, "market", "place")).toList(),
        feeders,
        List.of(),
        List.of(),
        List.of(),
        points,
        installations,
        resources,
        List.of(),
        List.of(),
        "");
  }

  public Registry registry() {
    return new Registry(file());
  }

  /** What the scene receives. */
  public List<Travelling> inputs() {
    return inputs;
  }

  public ValidationStep step() {
    return new ValidationStep(registry(), settings);
  }

  /** Runs the scene in the plain loop up to a time. */
  public Outcome run(String through) {
    return run(time(through));
  }

  /** Runs the scene in the plain loop up to a time. */
  public Outcome run(Instant through) {
    StepDriver<?> driver = new StepDriver<>(step());
    inputs.forEach(driver::file);
    Outcome outcome = new Outcome();
    driver.advanceTo(through, outcome::add);
    return outcome;
  }
}
