package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Travelling;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * A record on its way to the inbox of a placement; the copies of a replicated record differ in
 * placement only.
 */
@TypeInfo(PlacedTypeFactory.class)
public record Placed(String placement, Travelling record) {
  public Placed {
    Objects.requireNonNull(placement, "placement");
    Objects.requireNonNull(record, "record");
  }
}
