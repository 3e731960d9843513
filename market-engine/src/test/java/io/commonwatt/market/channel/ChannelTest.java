package io.commonwatt.market.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.contracts.market.MarketMessage.Account;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChannelTest {

  private static final Instant TICK = Instant.parse("2025-05-01T00:00:00Z");

  @Test
  void shouldDeliverCountAndHashEveryMessage() {
    Channel channel = new Channel("north", "direct", TICK, true);
    channel.send(message(Account.OPERATION, "home1", Channel.HUB, "outlook", "abc"));
    channel.send(message(Account.OPERATION, Channel.HUB, Channel.ALL, "price", "p"));
    channel.send(message(Account.SETTLEMENT, "home1", Channel.HUB, "readings", ""));

    assertThat(channel.receive(Channel.HUB, "outlook")).hasSize(1);
    assertThat(channel.receive("home2", "price")).hasSize(1);
    assertThat(channel.receive("home2", "outlook")).isEmpty();
    assertThat(channel.log())
        .extracting(MarketMessage::id)
        .containsExactly(
            "north|direct|2025-05-01T00:00:00Z|OPERATION|0",
            "north|direct|2025-05-01T00:00:00Z|OPERATION|1",
            "north|direct|2025-05-01T00:00:00Z|SETTLEMENT|0");
    MarketMessage first = channel.log().get(0);
    assertThat(first.bytes()).isEqualTo(3);
    assertThat(first.sha256())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(first.body()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void shouldKeepNoBodiesOfAShadow() {
    Channel channel = new Channel("north", "auction", TICK, false);
    channel.send(message(Account.OPERATION, "home1", Channel.HUB, "orders", "abc"));

    assertThat(channel.log().get(0).body()).isEmpty();
    assertThat(channel.log().get(0).bytes()).isEqualTo(3);
    assertThat(channel.receive(Channel.HUB, "orders").get(0).body()).hasSize(3);
  }

  private static Message message(
      Account account, String sender, String receiver, String kind, String body) {
    return new Message(
        account, sender, receiver, kind, true, body.getBytes(StandardCharsets.UTF_8));
  }
}
