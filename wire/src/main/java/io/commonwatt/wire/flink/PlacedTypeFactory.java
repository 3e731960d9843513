package io.commonwatt.wire.flink;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Lets Flink find {@link WireType#PLACED} where it extracts the type itself. */
public final class PlacedTypeFactory extends TypeInfoFactory<Placed> {
  @Override
  public TypeInformation<Placed> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> parameters) {
    return WireType.PLACED;
  }
}
