package io.commonwatt.contracts.market;

import org.apache.avro.reflect.Nullable;

/**
 * A node of the grid within a clearing, with the line to the node above.
 *
 * @param node feeder; the community where it is the top
 * @param priceMilliCentPerKwh nodal price; null where nothing was traded
 * @param flowWh towards the node above, negative when from it
 * @param limitWh most the line carries, either way; null at the top
 * @param feeMicroCent what the line charged
 * @param congestionMicroCent what its scarcity earned
 */
public record ClearingNode(
    String node,
    @Nullable Long priceMilliCentPerKwh,
    long flowWh,
    @Nullable Long limitWh,
    long feeMicroCent,
    long congestionMicroCent) {}
