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
