package io.commonwatt.forecasting.feature;

import io.commonwatt.contracts.reading.Channel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names and units of the columns of a row, in order, with a hash that changes when they do.
 * Immutable.
 *
 * @param name of the specification with its revision: raised when a column keeps its name but is
 *     computed otherwise
 * @param features columns in order
 * @param schemaHash SHA-256 over name, columns and units, the first 16 hex digits
 */
public record FeatureSpecification(String name, List<Feature> features, String schemaHash) {

  /**
   * A column.
   *
   * @param unit {@code level} for multiples of the series' trailing mean, else a physical unit or
   *     {@code 1}
   */
  public record Feature(String name, String unit) {}

  public FeatureSpecification {
    features = List.copyOf(features);
  }

  /**
   * Specification of these columns.
   *
   * @param columns {@code name unit} each
   */
  public static FeatureSpecification of(String name, String... columns) {
    LinkedHashSet<Feature> features = new LinkedHashSet<>();
    for (String column : columns) {
      int space = column.indexOf(' ');
      if (!features.add(new Feature(column.substring(0, space), column.substring(space + 1)))) {
        throw new IllegalArgumentException("Feature '" + column + "' is there twice");
      }
    }
    return new FeatureSpecification(name, List.copyOf(features), hash(name, features.toString()));
  }

  /** The specification rows of a channel follow where nobody's tariff follows a market. */
  public static FeatureSpecification of(Channel channel) {
    return of(channel, false);
  }

  /**
   * The specification rows of a channel follow.
   *
   * @param priced whether somebody's tariff follows a market
   */
  public static FeatureSpecification of(Channel channel, boolean priced) {
    if (channel == Channel.GENERATION) {
      return SolarRows.SPECIFICATION;
    }
    return priced ? LoadRows.PRICED : LoadRows.SPECIFICATION;
  }

  /** The specification of a channel with that hash, if this release has one. */
  public static Optional<FeatureSpecification> find(Channel channel, String schemaHash) {
    return Stream.of(of(channel, false), of(channel, true))
        .filter(each -> each.schemaHash().equals(schemaHash))
        .findFirst();
  }

  /** A specification that begins with the columns of this one. */
  public FeatureSpecification with(String newName, String... more) {
    Stream<String> own = features.stream().map(each -> each.name() + ' ' + each.unit());
    return of(newName, Stream.concat(own, Stream.of(more)).toArray(String[]::new));
  }

  /** Whether its rows begin with those of another, so that models of that can score them. */
  public boolean beginsWith(FeatureSpecification other) {
    return other.size() <= size() && features.subList(0, other.size()).equals(other.features);
  }

  /** Number of columns. */
  public int size() {
    return features.size();
  }

  private static String hash(String name, String columns) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((name + columns).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("The Java runtime has no SHA-256", e);
    }
  }
}
