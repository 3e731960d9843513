package io.commonwatt.contracts.reading;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;
import java.util.Objects;
import org.apache.avro.reflect.Nullable;

/**
 * What a person decided about one interval. It becomes a new version of the validated reading; what
 * was received stays.
 *
 * @param editId identifies the edit, which may cover many intervals
 * @param energyWh energy to use from now on, Wh, non-negative; null withdraws earlier edits, so
 *     that the reading or its estimate holds again
 * @param rule the VEE rule whose exception it answers; empty when none
 * @param method how the value was found, for example {@code like-day} or {@code agreed}
 * @param editor who decided
 * @param reason why, for whoever asks later
 * @param knownAt stamped once, at the door
 * @param placement community of the usage point, else its feeder, else itself
 */
public record ReadingEdit(
    String editId,
    String usagePoint,
    Channel channel,
    Instant start,
    int lengthSeconds,
    @Nullable Long energyWh,
    String rule,
    String method,
    String editor,
    String reason,
    Instant knownAt,
    String placement)
    implements Travelling {

  public ReadingEdit {
    Objects.requireNonNull(editId, "editId");
    Objects.requireNonNull(usagePoint, "usagePoint");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(editor, "editor");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(knownAt, "knownAt");
    Objects.requireNonNull(placement, "placement");
    if (energyWh != null && energyWh < 0) {
      throw new IllegalArgumentException(
          "Edit '" + editId + "' of usage point '" + usagePoint + "' sets " + energyWh + " Wh");
    }
  }

  @Override
  public String key() {
    return usagePoint;
  }

  @Override
  public String id() {
    return editId + '|' + usagePoint + '|' + channel.code() + '|' + start + '|' + lengthSeconds;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
