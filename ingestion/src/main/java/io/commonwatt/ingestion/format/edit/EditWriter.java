package io.commonwatt.ingestion.format.edit;

import io.commonwatt.ingestion.format.EditValue;
import java.util.List;
import java.util.stream.Collectors;

/** Writes edits as the table that {@link EditFormat} reads back. Stateless. */
public final class EditWriter {

  private EditWriter() {}

  /** The document of edits, in their order. */
  public static String write(List<EditValue> edits) {
    StringBuilder text = new StringBuilder();
    row(text, EditFields.ALL);
    for (EditValue edit : edits) {
      row(
          text,
          List.of(
              edit.meter(),
              edit.channel().code(),
              edit.start().toString(),
              "",
              String.valueOf(edit.lengthSeconds()),
              edit.energyWh() == null ? "withdraw" : "set",
              edit.energyWh() == null ? "" : edit.energyWh().toString(),
              edit.rule(),
              edit.method(),
              edit.editor(),
              edit.reason()));
    }
    return text.toString();
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(EditWriter::cell).collect(Collectors.joining(","))).append('\n');
  }

  private static String cell(String text) {
    return text.matches("[^\",\\r\\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
