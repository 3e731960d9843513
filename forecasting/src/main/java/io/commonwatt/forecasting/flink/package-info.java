/**
 * The forecasting job: wires the three steps of {@link io.commonwatt.forecasting} between topics.
 * Called by the roof, which hands it an environment, the wire settings and the registry.
 */
package io.commonwatt.forecasting.flink;
