package io.commonwatt.contracts.forecast;

import io.commonwatt.contracts.Travelling;
import java.time.Instant;

/**
 * Something an analyst wants to know about forecasting, with what was done instead.
 *
 * @param subject what it happened to: {@code usage point|channel}, a model, a segment or a place
 * @param segment segment concerned; empty where all are
 * @param value what was seen
 * @param threshold what it was compared with
 * @param remark in words, with what was done
 */
public record ForecastEvent(
    ForecastEventKind kind,
    String subject,
    String segment,
    double value,
    double threshold,
    String remark,
    Instant knownAt,
    String placement)
    implements Travelling {

  @Override
  public String key() {
    return subject;
  }

  @Override
  public String id() {
    return placement + '|' + kind + '|' + subject + '|' + segment + '|' + knownAt;
  }

  @Override
  public long version() {
    return knownAt.toEpochMilli();
  }
}
