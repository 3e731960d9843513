package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import java.nio.charset.StandardCharsets;

/** A record as one line of text, for a rejection: every field it was received with. */
final class ReceivedText {
  private ReceivedText() {}

  static byte[] of(RawReading reading) {
    String text =
        "reading source="
            + reading.source()
            + " import="
            + reading.importId()
            + " sequence="
            + reading.sequence()
            + " meter="
            + reading.meter()
            + " channel="
            + reading.channel().code()
            + " start="
            + reading.start()
            + " lengthSeconds="
            + reading.lengthSeconds()
            + " value="
            + reading.mantissa()
            + "e"
            + reading.powerOfTen()
            + " unit="
            + reading.unit()
            + " carryMicroJoule="
            + reading.carryMicroJoule()
            + " sentQuality="
            + reading.sentQuality()
            + " knownAt="
            + reading.knownAt();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] of(MeterEvent event) {
    String text =
        "event source="
            + event.source()
            + " import="
            + event.importId()
            + " sequence="
            + event.sequence()
            + " meter="
            + event.meter()
            + " type="
            + event.type()
            + " at="
            + event.at()
            + " knownAt="
            + event.knownAt();
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
