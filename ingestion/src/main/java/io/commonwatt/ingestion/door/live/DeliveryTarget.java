package io.commonwatt.ingestion.door.live;

import java.util.concurrent.CompletableFuture;

/** Where deliveries are handed in: the intake of this process, or the doors of a live platform. */
@FunctionalInterface
public interface DeliveryTarget {

  /**
   * Hands a delivery in, waiting while there is no room.
   *
   * @return completes with the receipt when the delivery is durable, or with {@link
   *     UnavailableException}: hand it in again under the same import id
   */
  CompletableFuture<Receipt> put(Delivery delivery) throws InterruptedException;
}
