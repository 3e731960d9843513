package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.bool;
import static io.commonwatt.wire.jdbc.Column.bytea;
import static io.commonwatt.wire.jdbc.Column.int4;
import static io.commonwatt.wire.jdbc.Column.int8;
import static io.commonwatt.wire.jdbc.Column.int8OrNull;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.textList;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.grid.AggregatedMeasure;
import io.commonwatt.contracts.reading.Completeness;
import io.commonwatt.contracts.reading.Import;
import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.ReadingException;
import io.commonwatt.contracts.reading.RegisterReading;
import io.commonwatt.contracts.reading.Rejection;
import io.commonwatt.contracts.reading.ValidatedReading;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.List;

/** Readings: as received, validated, doubted, rejected, summed. */
final class ReadingTables {

  private static final long PROMPT_SECONDS = 6 * 3_600;

  static final TableMapping<RawReading> RAW_READING =
      TableMapping.of(
          Topics.RAW_READING.table(),
          List.of(
              text("import_id", RawReading::importId),
              int8("sequence", RawReading::sequence),
              timestamp("start", RawReading::start)),
          List.of(
              text("source", RawReading::source),
              text("meter", RawReading::meter),
              text("channel", reading -> reading.channel().code()),
              int4("length_seconds", RawReading::lengthSeconds),
              int8("mantissa", RawReading::mantissa),
              int4("power_of_ten", RawReading::powerOfTen),
              text("unit", reading -> reading.unit().name()),
              int8("carry_micro_joule", RawReading::carryMicroJoule),
              text("sent_quality", RawReading::sentQuality),
              timestamp("known_at", RawReading::knownAt),
              text("placement", RawReading::placement)),
          RawReading::version);

  static final TableMapping<MeterEvent> METER_EVENT =
      TableMapping.of(
          Topics.METER_EVENT.table(),
          List.of(text("import_id", MeterEvent::importId), int8("sequence", MeterEvent::sequence)),
          List.of(
              text("source", MeterEvent::source),
              text("meter", MeterEvent::meter),
              text("type", event -> event.type().name()),
              timestamp("at", MeterEvent::at),
              timestamp("known_at", MeterEvent::knownAt),
              text("placement", MeterEvent::placement)),
          MeterEvent::version);

  static final TableMapping<RegisterReading> RAW_REGISTER =
      TableMapping.of(
          Topics.RAW_REGISTER.table(),
          List.of(
              text("import_id", RegisterReading::importId),
              int8("sequence", RegisterReading::sequence)),
          List.of(
              text("source", RegisterReading::source),
              text("meter", RegisterReading::meter),
              text("channel", reading -> reading.channel().code()),
              text("register", RegisterReading::register),
              timestamp("at", RegisterReading::at),
              int8("mantissa", RegisterReading::mantissa),
              int4("power_of_ten", RegisterReading::powerOfTen),
              text("sent_quality", RegisterReading::sentQuality),
              timestamp("known_at", RegisterReading::knownAt),
              text("placement", RegisterReading::placement)),
          RegisterReading::version);

  static final TableMapping<ReadingEdit> READING_EDIT =
      TableMapping.of(
          Topics.READING_EDIT.table(),
          List.of(
              text("edit_id", ReadingEdit::editId),
              text("usage_point", ReadingEdit::usagePoint),
              text("channel", edit -> edit.channel().code()),
              timestamp("start", ReadingEdit::start),
              int4("length_seconds", ReadingEdit::lengthSeconds)),
          List.of(
              int8OrNull("energy_wh", ReadingEdit::energyWh),
              text("rule", ReadingEdit::rule),
              text("method", ReadingEdit::method),
              text("editor", ReadingEdit::editor),
              text("reason", ReadingEdit::reason),
              timestamp("known_at", ReadingEdit::knownAt),
              text("placement", ReadingEdit::placement)),
          ReadingEdit::version);

  static final TableMapping<ValidatedReading> VALIDATED_READING =
      TableMapping.of(
              Topics.VALIDATED_READING.table(),
              List.of(
                  text("usage_point", ValidatedReading::usagePoint),
                  text("channel", reading -> reading.channel().code()),
                  timestamp("start", ValidatedReading::start),
                  int4("length_seconds", ValidatedReading::lengthSeconds)),
              List.of(
                  text("community", ValidatedReading::community),
                  text("feeder", ValidatedReading::feeder),
                  int8("energy_wh", ValidatedReading::energyWh),
                  int8OrNull("raw_wh", ValidatedReading::rawWh),
                  text("origin", reading -> reading.origin().name()),
                  text("quality", reading -> reading.quality().name()),
                  textList("verdicts", ValidatedReading::verdicts),
                  text("method", ValidatedReading::method),
                  text("meter", ValidatedReading::meter),
                  timestamp("known_at", ValidatedReading::knownAt),
                  text("placement", ValidatedReading::placement)),
              ValidatedReading::version)
          .likelyNewWhere(ReadingTables::isPrompt);

  static final TableMapping<ReadingException> READING_EXCEPTION =
      TableMapping.of(
          Topics.READING_EXCEPTION.table(),
          List.of(
              text("usage_point", ReadingException::usagePoint),
              text("channel", exception -> exception.channel().code()),
              timestamp("start", ReadingException::start),
              int4("length_seconds", ReadingException::lengthSeconds),
              text("rule", ReadingException::rule),
              text("raw_id", ReadingException::rawId),
              timestamp("known_at", ReadingException::knownAt)),
          List.of(
              text("community", ReadingException::community),
              text("feeder", ReadingException::feeder),
              text("meter", ReadingException::meter),
              text("fate", exception -> exception.fate().name()),
              text("detail", ReadingException::detail),
              text("placement", ReadingException::placement)),
          ReadingException::version);

  static final TableMapping<Completeness> COMPLETENESS =
      TableMapping.of(
          Topics.COMPLETENESS.table(),
          List.of(
              text("level", day -> day.level().name()),
              text("subject", Completeness::subject),
              text("channel", day -> day.channel().code()),
              timestamp("start", Completeness::start),
              int4("length_seconds", Completeness::lengthSeconds)),
          List.of(
              text("community", Completeness::community),
              text("feeder", Completeness::feeder),
              int4("expected", Completeness::expected),
              int4("measured", Completeness::measured),
              int4("estimated", Completeness::estimated),
              int4("power_fail", Completeness::powerFail),
              int4("missing", Completeness::missing),
              int4("questionable", Completeness::questionable),
              int4("edited", Completeness::edited),
              int4("measured_at_deadline", Completeness::measuredAtDeadline),
              int4("points", Completeness::points),
              int4("points_complete", Completeness::pointsComplete),
              int4("points_complete_at_deadline", Completeness::pointsCompleteAtDeadline),
              timestamp("deadline", Completeness::deadline),
              timestamp("known_at", Completeness::knownAt),
              text("placement", Completeness::placement)),
          Completeness::version);

  static final TableMapping<Rejection> REJECTED =
      TableMapping.of(
          Topics.REJECTED.table(),
          List.of(
              text("stage", Rejection::stage),
              text("source", Rejection::source),
              text("rule", Rejection::rule),
              text("reference", Rejection::reference)),
          List.of(
              text("detail", Rejection::detail),
              bool("reading", Rejection::reading),
              bytea("raw", Rejection::raw),
              timestamp("known_at", Rejection::knownAt),
              text("placement", Rejection::placement)),
          Rejection::version);

  static final TableMapping<Import> IMPORT =
      TableMapping.of(
          Topics.IMPORT.table(),
          List.of(
              text("source", Import::source),
              text("import_id", Import::importId),
              int4("part", Import::part)),
          List.of(
              int8("readings", Import::readings),
              int8("rejected", Import::rejected),
              text("content_hash", Import::contentHash),
              timestamp("known_at", Import::knownAt),
              text("placement", Import::placement)),
          Import::version);

  static final TableMapping<AggregatedMeasure> AGGREGATED_MEASURE =
      TableMapping.of(
          Topics.AGGREGATED_MEASURE.table(),
          List.of(
              text("level", measure -> measure.level().name()),
              text("group_id", AggregatedMeasure::group),
              text("channel", measure -> measure.channel().code()),
              timestamp("start", AggregatedMeasure::start),
              int4("length_seconds", AggregatedMeasure::lengthSeconds)),
          List.of(
              int8("energy_wh", AggregatedMeasure::energyWh),
              int4("expected", AggregatedMeasure::expected),
              int4("present", AggregatedMeasure::present),
              int4("estimated", AggregatedMeasure::estimated),
              timestamp("known_at", AggregatedMeasure::knownAt),
              text("placement", AggregatedMeasure::placement)),
          AggregatedMeasure::version);

  private ReadingTables() {}

  /**
   * Whether it is known before its absence is usually declared: then nothing stood in its place.
   */
  private static boolean isPrompt(ValidatedReading reading) {
    long end = reading.start().getEpochSecond() + reading.lengthSeconds();
    return reading.knownAt().getEpochSecond() - end < PROMPT_SECONDS;
  }
}
