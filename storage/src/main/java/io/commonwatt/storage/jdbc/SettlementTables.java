package io.commonwatt.storage.jdbc;

import static io.commonwatt.wire.jdbc.Column.bool;
import static io.commonwatt.wire.jdbc.Column.int4;
import static io.commonwatt.wire.jdbc.Column.int8;
import static io.commonwatt.wire.jdbc.Column.int8OrNull;
import static io.commonwatt.wire.jdbc.Column.text;
import static io.commonwatt.wire.jdbc.Column.timestamp;

import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.ledger.LedgerEntry;
import io.commonwatt.contracts.ledger.Posting;
import io.commonwatt.contracts.market.Clearing;
import io.commonwatt.contracts.market.ClearingNode;
import io.commonwatt.contracts.market.MemberSettlement;
import io.commonwatt.contracts.market.Settlement;
import io.commonwatt.contracts.market.Trade;
import io.commonwatt.wire.jdbc.TableMapping;
import io.commonwatt.wire.jdbc.TableMapping.ChildTable;
import java.util.List;

/** Clearings, settlements and entries, each with the rows of its list. */
final class SettlementTables {

  static final TableMapping<Clearing> CLEARING =
      TableMapping.of(
              Topics.CLEARING.table(),
              List.of(
                  text("community", Clearing::community),
                  text("strategy", Clearing::strategy),
                  timestamp("start", Clearing::start)),
              List.of(
                  text("mechanism", Clearing::mechanism),
                  int4("length_seconds", Clearing::lengthSeconds),
                  text("status", Clearing::status),
                  int8OrNull("price_milli_cent_per_kwh", Clearing::priceMilliCentPerKwh),
                  int8("traded_wh", Clearing::tradedWh),
                  int8("rationed_wh", Clearing::rationedWh),
                  int8("welfare_micro_cent", Clearing::welfareMicroCent),
                  timestamp("known_at", Clearing::knownAt),
                  text("network", Clearing::network),
                  int8("surplus_micro_cent", Clearing::surplusMicroCent),
                  int8("grid_fees_micro_cent", Clearing::gridFeesMicroCent),
                  int8("congestion_micro_cent", Clearing::congestionMicroCent)),
              Clearing::version)
          .with(
              new ChildTable<>(
                  "market_clearing_trade",
                  Clearing::trades,
                  List.of(
                      text("buyer", Trade::buyer),
                      text("seller", Trade::seller),
                      int8("quantity_wh", Trade::quantityWh),
                      int8("price_milli_cent_per_kwh", Trade::priceMilliCentPerKwh))))
          .with(
              new ChildTable<>(
                  "market_clearing_node",
                  Clearing::nodes,
                  List.of(
                      text("node", ClearingNode::node),
                      int8OrNull("price_milli_cent_per_kwh", ClearingNode::priceMilliCentPerKwh),
                      int8("flow_wh", ClearingNode::flowWh),
                      int8OrNull("limit_wh", ClearingNode::limitWh),
                      int8("fee_micro_cent", ClearingNode::feeMicroCent),
                      int8("congestion_micro_cent", ClearingNode::congestionMicroCent))));

  static final TableMapping<Settlement> SETTLEMENT =
      TableMapping.of(
              Topics.SETTLEMENT.table(),
              List.of(
                  text("community", Settlement::community),
                  text("strategy", Settlement::strategy),
                  timestamp("start", Settlement::start),
                  int4("length_seconds", Settlement::lengthSeconds)),
              List.of(
                  bool("live", Settlement::live),
                  bool("complete", Settlement::complete),
                  int8("net_wh", Settlement::netWh),
                  int8(
                      "wholesale_import_milli_cent_per_kwh",
                      Settlement::wholesaleImportMilliCentPerKwh),
                  int8(
                      "wholesale_export_milli_cent_per_kwh",
                      Settlement::wholesaleExportMilliCentPerKwh),
                  int8("wear_micro_cent", Settlement::wearMicroCent),
                  int8("carbon_micro_cent", Settlement::carbonMicroCent),
                  int8("resource_cost_micro_cent", Settlement::resourceCostMicroCent),
                  timestamp("known_at", Settlement::knownAt),
                  int8("market_micro_cent", Settlement::marketMicroCent),
                  int8("upstream_wh", Settlement::upstreamWh)),
              Settlement::version)
          .with(
              new ChildTable<>(
                  "market_settlement_member",
                  Settlement::members,
                  List.of(
                      text("member", MemberSettlement::member),
                      text("usage_point", MemberSettlement::usagePoint),
                      int8("load_wh", MemberSettlement::loadWh),
                      int8("generation_wh", MemberSettlement::generationWh),
                      int8("storage_wh", MemberSettlement::storageWh),
                      int8("stored_wh", MemberSettlement::storedWh),
                      int8("net_wh", MemberSettlement::netWh),
                      int8("bought_wh", MemberSettlement::boughtWh),
                      int8(
                          "import_price_milli_cent_per_kwh",
                          MemberSettlement::importPriceMilliCentPerKwh),
                      int8(
                          "export_price_milli_cent_per_kwh",
                          MemberSettlement::exportPriceMilliCentPerKwh),
                      int8("trade_micro_cent", MemberSettlement::tradeMicroCent),
                      int8("grid_micro_cent", MemberSettlement::gridMicroCent),
                      int8("fees_micro_cent", MemberSettlement::feesMicroCent))));

  static final TableMapping<LedgerEntry> LEDGER_ENTRY =
      TableMapping.of(
              Topics.LEDGER_ENTRY.table(),
              List.of(text("book", LedgerEntry::book), int8("sequence", LedgerEntry::sequence)),
              List.of(
                  bool("live", LedgerEntry::live),
                  text("settlement_id", LedgerEntry::settlementId),
                  int8("settlement_version", LedgerEntry::settlementVersion),
                  timestamp("start", LedgerEntry::start),
                  text("previous_hash", LedgerEntry::previousHash),
                  text("hash", LedgerEntry::hash),
                  timestamp("known_at", LedgerEntry::knownAt),
                  text("placement", LedgerEntry::placement)),
              LedgerEntry::version)
          .with(
              new ChildTable<>(
                  "ledger_posting",
                  LedgerEntry::postings,
                  List.of(
                      text("account", Posting::account),
                      int8("amount_micro_cent", Posting::amountMicroCent))));

  private SettlementTables() {}
}
