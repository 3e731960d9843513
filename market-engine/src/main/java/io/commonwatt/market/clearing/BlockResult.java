package io.commonwatt.market.clearing;

import java.util.List;

/**
 * A clearing with blocks.
 *
 * @param clearing fills and trades, all at one price
 * @param acceptedBlocks ids, in order
 * @param paradoxicallyRejected blocks that the price would pay and that were left out all the same,
 *     because with them no price lets every accepted block break even, or welfare is less
 * @param nodes subsets of blocks that were looked at
 */
public record BlockResult(
    ClearingResult clearing,
    List<String> acceptedBlocks,
    List<String> paradoxicallyRejected,
    long nodes) {

  public BlockResult {
    acceptedBlocks = List.copyOf(acceptedBlocks);
    paradoxicallyRejected = List.copyOf(paradoxicallyRejected);
  }
}
