package io.commonwatt.wire.flink;

import io.commonwatt.contracts.Travelling;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * What Flink must know of the types that travel between operators, so that generic types can stay
 * off: pass {@link #TRAVELLING} or {@link #PLACED} to {@code returns(…)} wherever a lambda produces
 * them. Immutable.
 */
public final class WireType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  /** Any record that travels. */
  public static final TypeInformation<Travelling> TRAVELLING =
      new WireType<>(Travelling.class, TravellingSerializer.INSTANCE);

  /** A record on its way to an inbox. */
  public static final TypeInformation<Placed> PLACED =
      new WireType<>(Placed.class, PlacedSerializer.INSTANCE);

  static final TypeInformation<Fetched> FETCHED =
      new WireType<>(Fetched.class, FetchedSerializer.INSTANCE);

  static final TypeInformation<Departure> DEPARTURE =
      new WireType<>(Departure.class, DepartureSerializer.INSTANCE);

  private final Class<T> type;
  private final TypeSerializer<T> serializer;

  private WireType(Class<T> type, TypeSerializer<T> serializer) {
    this.type = type;
    this.serializer = serializer;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public String toString() {
    return "WireType<" + type.getSimpleName() + '>';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WireType<?> wire && wire.type.equals(type);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof WireType;
  }
}
