package io.commonwatt.ingestion.simulator;

import io.commonwatt.contracts.reading.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The homes of a run with their communities, feeders and places. Homes fill one community after the
 * other and hang on its two feeders in turn. Not thread-safe.
 */
final class Neighbourhood {

  /** So that what homes own, which goes by their number too, is on both feeders. */
  private static final String FEEDERS = "abbababaab";

  private final SimulationSettings settings;
  private final TreeMap<String, Climate> climates = new TreeMap<>();
  private final List<SimulatedHome> homes = new ArrayList<>();
  private final Map<String, List<SimulatedHome>> byFeeder = new LinkedHashMap<>();

  Neighbourhood(SimulationSettings settings) {
    this.settings = settings;
    for (int number = 0; number < settings.homes(); number++) {
      SimulatedPlace place = placeOf(communityOf(number));
      Climate climate =
          climates.computeIfAbsent(place.id(), id -> new Climate(settings.seed(), place));
      SimulatedHome home =
          new SimulatedHome(settings.seed(), number, climate, SimulationSettings.TIME_ZONE);
      homes.add(home);
      byFeeder.computeIfAbsent(feederOf(number), feeder -> new ArrayList<>()).add(home);
    }
  }

  SimulationSettings settings() {
    return settings;
  }

  List<SimulatedHome> homes() {
    return homes;
  }

  /** Climates of the places that have homes, by id. */
  List<Climate> climates() {
    return List.copyOf(climates.values());
  }

  int communities() {
    return communityOf(settings.homes() - 1) + 1;
  }

  String communityId(int community) {
    return String.format(Locale.ROOT, "community-%02d", community + 1);
  }

  SimulatedPlace placeOf(int community) {
    return SimulatedPlace.ALL.get(community % SimulatedPlace.ALL.size());
  }

  int communityOf(int home) {
    return home / settings.maxHomesPerCommunity();
  }

  /** Feeder of a home. */
  String feederOf(int home) {
    int within = home % settings.maxHomesPerCommunity();
    char feeder = FEEDERS.charAt(within % FEEDERS.length());
    return communityId(communityOf(home)) + "-feeder-" + feeder;
  }

  /** Feeders that have homes, in order of their first home. */
  List<String> feeders() {
    return List.copyOf(byFeeder.keySet());
  }

  List<SimulatedHome> homesOn(String feeder) {
    return byFeeder.get(feeder);
  }

  static List<Channel> channelsOf(SimulatedHome home) {
    return home.photovoltaics().isPresent()
        ? List.of(Channel.CONSUMPTION, Channel.GENERATION)
        : List.of(Channel.CONSUMPTION);
  }
}
