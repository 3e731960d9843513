package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.bool;
import static io.commonwatt.wire.jdbc.Column.bytea;
import static io.commonwatt.wire.jdbc.Column.float8;
import static io.commonwatt.wire.jdbc.Column.float8Array;
import static io.commonwatt.wire.jdbc.Column.int4;
import static io.commonwatt.wire.jdbc.Column.int8;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.dispatch.ControlAction;
import io.commonwatt.contracts.dispatch.Schedule;
import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketOrder;
import io.commonwatt.wire.jdbc.TableMapping;
import java.util.List;

/** Plans, orders, and the messages a strategy sent to find them. */
final class DispatchTables {

  static final TableMapping<Schedule> SCHEDULE =
      TableMapping.of(
          Topics.SCHEDULE.table(),
          List.of(
              text("community", Schedule::community),
              text("strategy", Schedule::strategy),
              text("resource", Schedule::resource),
              timestamp("issued", Schedule::issued)),
          List.of(
              text("usage_point", Schedule::usagePoint),
              text("status", Schedule::status),
              text("why", Schedule::why),
              timestamp("start", Schedule::start),
              int4("step_seconds", Schedule::stepSeconds),
              float8Array("setpoint_kw", Schedule::setpointKw),
              float8Array("state_of_charge_kwh", Schedule::stateOfChargeKwh),
              float8("objective_milli_cent", Schedule::objectiveMilliCent),
              float8("dual_certificate", Schedule::dualCertificate),
              timestamp("known_at", Schedule::knownAt)),
          Schedule::version);

  static final TableMapping<ControlAction> CONTROL =
      TableMapping.of(
          Topics.CONTROL.table(),
          List.of(
              text("community", ControlAction::community),
              text("resource", ControlAction::resource),
              timestamp("start", ControlAction::start)),
          List.of(
              text("scope", ControlAction::scope),
              text("usage_point", ControlAction::usagePoint),
              int4("length_seconds", ControlAction::lengthSeconds),
              text("status", ControlAction::status),
              text("forecast", ControlAction::forecast),
              int8("forecast_age_seconds", ControlAction::forecastAgeSeconds),
              int4("scenarios", ControlAction::scenarios),
              float8("net_low_kw", ControlAction::netLowKw),
              float8("net_kw", ControlAction::netKw),
              float8("net_high_kw", ControlAction::netHighKw),
              float8("setpoint_kw", ControlAction::setpointKw),
              float8("done_kw", ControlAction::doneKw),
              float8("stored_before_kwh", ControlAction::storedBeforeKwh),
              float8("stored_after_kwh", ControlAction::storedAfterKwh),
              float8("capacity_kwh", ControlAction::capacityKwh),
              float8("corrected_kwh", ControlAction::correctedKwh),
              int8("import_milli_cent_per_kwh", ControlAction::importMilliCentPerKwh),
              int8("export_milli_cent_per_kwh", ControlAction::exportMilliCentPerKwh),
              float8("stored_value_cent_per_kwh", ControlAction::storedValueCentPerKwh),
              int8("committed_wh", ControlAction::committedWh),
              int8("short_wh", ControlAction::shortWh),
              float8("slack_kwh", ControlAction::slackKwh),
              text("given_up", ControlAction::givenUp),
              timestamp("known_at", ControlAction::knownAt)),
          ControlAction::version);

  static final TableMapping<MarketOrder> ORDER =
      TableMapping.of(
          Topics.ORDER.table(),
          List.of(
              text("community", MarketOrder::community),
              text("strategy", MarketOrder::strategy),
              timestamp("start", MarketOrder::start),
              text("order_id", MarketOrder::orderId)),
          List.of(
              text("owner", MarketOrder::owner),
              text("side", order -> order.side().name()),
              int4("length_seconds", MarketOrder::lengthSeconds),
              int8("quantity_wh", MarketOrder::quantityWh),
              int8("price_milli_cent_per_kwh", MarketOrder::priceMilliCentPerKwh),
              timestamp("known_at", MarketOrder::knownAt)),
          MarketOrder::version);

  static final TableMapping<MarketMessage> MESSAGE =
      TableMapping.of(
          Topics.MESSAGE.table(),
          List.of(
              text("community", MarketMessage::community),
              text("strategy", MarketMessage::strategy),
              timestamp("tick", MarketMessage::tick),
              text("account", message -> message.account().name()),
              int4("sequence", MarketMessage::sequence)),
          List.of(
              text("sender", MarketMessage::sender),
              text("receiver", MarketMessage::receiver),
              text("kind", MarketMessage::kind),
              bool("personal", MarketMessage::personal),
              int4("bytes", MarketMessage::bytes),
              text("sha256", MarketMessage::sha256),
              bytea("body", MarketMessage::body),
              timestamp("known_at", MarketMessage::knownAt)),
          MarketMessage::version);

  private DispatchTables() {}
}
