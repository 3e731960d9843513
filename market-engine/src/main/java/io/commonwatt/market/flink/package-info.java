/**
 * The market job: wires {@link io.commonwatt.market.coordination.MarketStep} between topics. Called
 * by the roof, which hands it an environment, the wire settings and the registry.
 */
package io.commonwatt.market.flink;
