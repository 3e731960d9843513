package io.commonwatt.ingestion.format.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.contracts.reading.Channel;
import io.commonwatt.ingestion.format.EditValue;
import io.commonwatt.ingestion.format.FormatException;
import io.commonwatt.ingestion.format.FormatFuzzing;
import io.commonwatt.ingestion.format.FormatOptions;
import io.commonwatt.ingestion.format.Formats;
import io.commonwatt.ingestion.format.json.JsonFormat;
import io.commonwatt.ingestion.format.xml.RecordingSink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditFormatTest {

  private static final long SEED = 20_261_128;
  private static final String HEADER =
      "meter,channel,start,end,lengthSeconds,action,energyWh,rule,method,editor,reason\n";
  private static final String TABLE =
      HEADER
          + "up-1,import,2026-03-29T00:30:00+01:00,,1800,set,120,spike,agreed,anna,\"called,"
          + " \"\"ok\"\"\"\n"
          + "\n"
          + "m-2,export,2026-03-29T00:00:00Z,2026-03-29T01:30:00Z,1800,set,0,,,anna,panel was off\n"
          + "m-2,export,2026-03-29T00:00:00Z,,1800,withdraw,,,,ben,it was not\n";
  private static final String LINES =
      """
      {"meter":"up-1","channel":"import","start":"2026-03-29T00:30:00+01:00","lengthSeconds":1800,\
      "action":"set","energyWh":120,"rule":"spike","method":"agreed","editor":"anna",\
      "reason":"called, \\"ok\\""}
      {"editor":"anna","reason":"panel was off","action":"set","energyWh":"0","meter":"m-2",\
      "channel":"export","start":"2026-03-29T00:00:00Z","end":"2026-03-29T01:30:00Z",\
      "lengthSeconds":1800}
      {"meter":"m-2","channel":"export","start":"2026-03-29T00:00:00Z","lengthSeconds":1800,\
      "action":"withdraw","energyWh":null,"editor":"ben","reason":"it was not"}
      """;

  @Test
  void shouldReadTheSameFromATableAndFromLines() {
    List<EditValue> edits = RecordingSink.read(new EditFormat(), TABLE).edits;

    assertThat(edits)
        .hasSize(5)
        .startsWith(
            new EditValue(
                "up-1",
                Channel.IMPORT,
                Instant.parse("2026-03-28T23:30:00Z"),
                1800,
                120L,
                "spike",
                "agreed",
                "anna",
                "called, \"ok\"",
                2));
    assertThat(edits.subList(1, 4))
        .extracting(EditValue::start)
        .containsExactly(
            Instant.parse("2026-03-29T00:00:00Z"),
            Instant.parse("2026-03-29T00:30:00Z"),
            Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(edits.get(4).energyWh()).isNull();
    assertThat(RecordingSink.read(new JsonFormat(), LINES).edits)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactlyElementsOf(edits);
    assertThat(RecordingSink.read(new EditFormat(), EditWriter.write(edits)).edits)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
        .containsExactlyElementsOf(edits);
  }

  @Test
  void shouldBeRecognised() {
    assertThat(Formats.recognise("a.csv", bytes(TABLE)).orElseThrow().name()).isEqualTo("edits");
    assertThat(Formats.recognise("a.json", bytes(LINES)).orElseThrow().name()).isEqualTo("json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ,,,,,,,,; edit-missing
          2026-01-01T00:00:00Z,,1800,set,,,,anna,why                               ; edit-energy
          2026-01-01T00:00:00Z,,1800,set,-1,,,anna,why                             ; edit-energy
          2026-01-01T00:00:00Z,,1800,set,1.5,,,anna,why                            ; edit-energy
          2026-01-01T00:00:00Z,,1800,withdraw,1,,,anna,why                         ; edit-energy
          2026-01-01T00:00:00Z,,1800,scale,1,,,anna,why                            ; edit-action
          2026-01-01T00:00:00Z,,1800,set,1,,,anna,                                 ; edit-missing
          2026-01-01T00:00:00Z,,1800,set,1,,,,why                                  ; edit-missing
          2026-01-01T00:00:00,,1800,set,1,,,anna,why                               ; edit-time
          2026-01-01T00:00:00Z,,0,set,1,,,anna,why                                 ; edit-length
          2026-01-01T00:00:00Z,2026-01-01T00:00:00Z,1800,set,1,,,anna,why          ; edit-range
          2026-01-01T00:00:00Z,2026-01-01T00:45:00Z,1800,set,1,,,anna,why          ; edit-range
          2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1,set,1,,,anna,why             ; edit-too-many
          2026-01-01T00:00:00Z,,1800,set,1,,,anna                                  ; csv-columns
          """)
  void shouldRefuseARowThatIsNoEdit(String cells, String rule) {
    String row = "up-1,import," + cells;
    FormatException refused =
        RecordingSink.refusal(
            new EditFormat(),
            HEADER + "up-1,import,2026-01-01T00:00:00Z,,1800,set,1,,,anna,why\n" + row + "\n");
    assertThat(refused.code()).isEqualTo(rule);
    assertThat(refused.line()).isEqualTo(3);
  }

  @Test
  void shouldRefuseAHeaderThatIsNone() {
    assertThat(RecordingSink.refusal(new EditFormat(), HEADER.replace("rule", "ruel")).code())
        .isEqualTo("edit-header");
    assertThat(RecordingSink.refusal(new EditFormat(), HEADER.replace("editor,", "")).code())
        .isEqualTo("edit-header");
    assertThat(RecordingSink.refusal(new EditFormat(), "\n").code()).isEqualTo("edit-header");
  }

  @Test
  void shouldReadOrRefuseWhateverComes() throws InterruptedException {
    FormatFuzzing.run(new EditFormat(), FormatOptions.defaults(), List.of(bytes(TABLE)), SEED);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
