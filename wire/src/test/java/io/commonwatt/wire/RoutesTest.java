package io.commonwatt.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.Topic;
import io.commonwatt.contracts.Topic.Spread;
import io.commonwatt.contracts.Topics;
import io.commonwatt.contracts.price.Price;
import io.commonwatt.contracts.registry.RegistryEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final RegistryEntry TARIFF =
      new RegistryEntry("tariff", "t1", World.FROM, "{}", "hash", World.FROM, "c1");

  @Test
  void shouldRouteByClassAndRegistryEntriesByKind() {
    Routes routes = new Routes(Topics.listAll());
    assertThat(routes.getTopic(World.price(World.FROM, 1))).isEqualTo(Topics.PRICE);
    assertThat(routes.getTopic(TARIFF)).isEqualTo(Topics.TARIFF);
  }

  @Test
  void shouldNameTheRecordWithoutATopic() {
    assertThatThrownBy(() -> new Routes(List.of(Topics.MEMBER)).getTopic(TARIFF))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("No topic for RegistryEntry 'tariff|t1|2025-05-01T00:00:00Z'");
  }

  @Test
  void shouldRefuseTwoTopicsOfOneClass() {
    Topic<Price> other = new Topic<>("other.price.v1", Price.class, Spread.PLACED, false, 1);
    assertThatThrownBy(() -> new Routes(List.of(Topics.PRICE, other)))
        .hasMessageContaining("'price.v1' and 'other.price.v1' both hold Price");
  }
}
