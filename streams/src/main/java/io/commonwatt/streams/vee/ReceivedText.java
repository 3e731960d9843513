package io.commonwatt.streams.vee;

import io.commonwatt.contracts.reading.MeterEvent;
import io.commonwatt.contracts.reading.RawReading;
import io.commonwatt.contracts.reading.ReadingEdit;
import io.commonwatt.contracts.reading.RegisterReading;
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

  static byte[] of(RegisterReading reading) {
    String text =
        "register source="
            + reading.source()
            + " import="
            + reading.importId()
            + " sequence="
            + reading.sequence()
            + " meter="
            + reading.meter()
            + " channel="
            + reading.channel().code()
            + " register="
            + reading.register()
            + " at="
            + reading.at()
            + " value="
            + reading.mantissa()
            + "e"
            + reading.powerOfTen()
            + " sentQuality="
            + reading.sentQuality()
            + " knownAt="
            + reading.knownAt();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] of(ReadingEdit edit) {
    String text =
        "edit id="
            + edit.editId()
            + " usagePoint="
            + edit.usagePoint()
            + " channel="
            + edit.channel().code()
            + " start="
            + edit.start()
            + " lengthSeconds="
            + edit.lengthSeconds()
            + " energyWh="
            + edit.energyWh()
            + " rule="
            + edit.rule()
            + " method="
            + edit.method()
            + " editor="
            + edit.editor()
            + " reason="
            + edit.reason()
            + " knownAt="
            + edit.knownAt();
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
