package io.commonwatt.market.audit;

import io.commonwatt.contracts.market.MarketMessage;
import io.commonwatt.market.channel.Body;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What someone who knows the protocols reads from a message: a few numbers. Stateless. */
final class MessageNumbers {

  /** Kinds of messages that homes send in operation, with their readers. */
  private static final Map<String, Body.Reader<double[]>> READERS =
      Map.ofEntries(
          Map.entry("outlook", in -> profile(in, in.readInt(), true)),
          Map.entry("load", MessageNumbers::profiles),
          Map.entry("profile", MessageNumbers::profiles),
          Map.entry("expectation", MessageNumbers::profiles),
          Map.entry("tie", MessageNumbers::profiles),
          Map.entry("orders", MessageNumbers::orders),
          Map.entry("position", in -> new double[] {in.readLong(), 0}),
          Map.entry("supply", MessageNumbers::count),
          Map.entry("offer", MessageNumbers::count),
          Map.entry("refusal", MessageNumbers::count),
          Map.entry("confirmation", MessageNumbers::count));

  /** Order in which the numbers of each kind stand. */
  static final List<String> KINDS = READERS.keySet().stream().sorted().toList();

  /** Numbers of each kind. */
  static final int EACH = 2;

  private MessageNumbers() {}

  /** The first and the mean of what the message is about; empty of kinds nobody can read. */
  static double[] of(MarketMessage message) {
    Body.Reader<double[]> reader = READERS.get(message.kind());
    return reader == null || message.body().length == 0
        ? new double[0]
        : Body.read(message.body(), reader);
  }

  private static double[] profiles(DataInputStream in) throws IOException {
    in.readInt();
    return profile(in, in.readInt(), false);
  }

  private static double[] profile(DataInputStream in, int length, boolean whole)
      throws IOException {
    double first = 0;
    double sum = 0;
    for (int i = 0; i < length; i++) {
      double value = whole ? in.readInt() : in.readDouble();
      first = i == 0 ? value : first;
      sum += value;
    }
    return new double[] {first, sum / Math.max(1, length)};
  }

  private static double[] count(DataInputStream in) throws IOException {
    return new double[] {in.readInt(), 0};
  }

  private static double[] orders(DataInputStream in) throws IOException {
    double bids = 0;
    double asks = 0;
    for (int size = in.readInt(); size > 0; size--) {
      in.readUTF();
      boolean bid = in.readBoolean();
      long wh = in.readLong();
      in.readLong();
      bids += bid ? wh : 0;
      asks += bid ? 0 : wh;
    }
    return new double[] {bids, asks};
  }
}
