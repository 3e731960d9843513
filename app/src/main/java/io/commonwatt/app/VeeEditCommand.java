package io.commonwatt.app;

import io.commonwatt.app.doors.PlatformDoor;
import io.commonwatt.app.vee.EditPlan;
import io.commonwatt.app.vee.EditPlan.Action;
import io.commonwatt.app.vee.EditPlan.Kind;
import io.commonwatt.app.vee.ExceptionList;
import io.commonwatt.contracts.community.CommunityFile;
import io.commonwatt.contracts.community.CommunityFileReader;
import io.commonwatt.contracts.community.Registry;
import io.commonwatt.ingestion.door.live.EditFile;
import io.commonwatt.ingestion.format.edit.EditWriter;
import io.commonwatt.ingestion.watch.FileOptions;
import io.commonwatt.ingestion.watch.FileReport;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Edits readings in bulk. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    description =
        "Edit readings in bulk: those the work list shows under the same options, or those of a "
            + "file. "
            + "With --dry-run it says what each interval has and would get, and sends nothing; with --out "
            + "it "
            + "writes the edits as a file for 'ingest' or 'replay --edits'. With --config it hands them to "
            + "the platform as 'ingest' would. What was received stays; --withdraw undoes an edit. "
            + "Exit code 1 when a file was refused.")
final class VeeEditCommand implements Callable<Integer> {

  private static final String SOURCE = "vee-edit";

  @ArgGroup(multiplicity = "1", heading = "What the intervals get, one of:%n")
  private Choice choice;

  /** One of these. */
  static final class Choice {
    @Option(names = "--set", paramLabel = "WH", description = "This energy, Wh.")
    private Long setWh;

    @Option(names = "--accept", description = "What was received: it is verified.")
    private boolean accept;

    @Option(
        names = "--scale",
        paramLabel = "FACTOR",
        description = "What was received times a factor, for example 0.001.")
    private BigDecimal scale;

    @Option(
        names = "--interpolate",
        description = "The straight line between the nearest good intervals, within a day.")
    private boolean interpolate;

    @Option(
        names = "--like-day",
        description = "The same time of the last good like weekday, within four weeks.")
    private boolean likeDay;

    @Option(names = "--withdraw", description = "The reading or its estimate again.")
    private boolean withdraw;

    @Option(
        names = "--file",
        description = "What a file of edits says, CSV or NDJSON, see docs/formats.md.")
    private Path file;

    Kind kind() {
      if (setWh != null) {
        return Kind.SET;
      } else if (scale != null) {
        return Kind.SCALE;
      } else if (accept) {
        return Kind.ACCEPT;
      } else if (interpolate) {
        return Kind.INTERPOLATE;
      } else if (likeDay) {
        return Kind.LIKE_DAY;
      } else if (withdraw) {
        return Kind.WITHDRAW;
      }
      throw new IllegalStateException("A file says itself what its intervals get");
    }

    BigDecimal number() {
      return setWh != null ? BigDecimal.valueOf(setWh) : scale;
    }
  }

  @Mixin private ExceptionSelection selection;

  @Option(names = "--editor", description = "Who decides. Required but with --file.")
  private String editor;

  @Option(names = "--reason", description = "Why. Required but with --file.")
  private String reason;

  @Option(names = "--dry-run", description = "Only say what would change.")
  private boolean dryRun;

  @Option(names = "--out", description = "Write the edits to this file, send nothing.")
  private Path out;

  @Option(names = "--limit", defaultValue = "50", description = "Lines shown. Default: 50.")
  private int limit;

  @Mixin private StoredDatabase database;

  @Mixin private Output output;

  @Override
  public Integer call() throws Exception {
    Options.require(limit >= 0, "--limit", limit, "0 or more");
    if (!dryRun && out == null && database.config() == null) {
      throw new UserError(
          "edit-where",
          "a run in a data directory takes no edits any more: its log has ended",
          "look with --dry-run; or write them with --out edits.csv, then make a run that has them:"
              + " 'commonwatt replay --edits edits.csv --target DIR'; for a platform give"
              + " --config");
    }
    EditPlan plan = choice.file != null ? planOfFile() : planOfWorkList();
    Map<String, Object> document = plan.document(limit);
    document.put("dryRun", dryRun);
    document.put("out", out == null ? null : out.toString());
    document.put("sent", null);
    String text = plan.text(limit);
    if (dryRun || plan.lines().isEmpty()) {
      output.result(document, text);
      return 0;
    }
    if (out != null) {
      Files.writeString(out, EditWriter.write(plan.edits()));
      output.result(document, text + System.lineSeparator() + "Wrote " + out);
      return 0;
    }
    FileReport report = send(plan);
    document.put("sent", IngestCommand.document(List.of(report)));
    output.result(document, text + System.lineSeparator() + IngestCommand.lines(List.of(report)));
    return report.isRefused() ? Commonwatt.FAILED : 0;
  }

  private EditPlan planOfWorkList() throws Exception {
    ExceptionList.Filter filter = selection.filter();
    if (filter.isEmpty()) {
      throw UserError.usage(
          "edit-selection",
          "nothing says which intervals to edit",
          "give --rule, --feeder, --meter, --channel, --from, --to or --older-than; the same"
              + " options of 'commonwatt vee exceptions' show them");
    }
    require("--editor", editor);
    require("--reason", reason);
    Options.require(choice.setWh == null || choice.setWh >= 0, "--set", choice.setWh, "0 or more");
    Options.require(
        choice.scale == null || choice.scale.signum() >= 0, "--scale", choice.scale, "0 or more");
    Action action = new Action(choice.kind(), choice.number(), editor, reason);
    CommunityFile community = CommunityFileReader.read(database.communityFile());
    return database.read(
        connection -> EditPlan.of(connection, filter, action, community.timeZone()));
  }

  private EditPlan planOfFile() throws Exception {
    if (!selection.filter().isEmpty() || editor != null || reason != null) {
      throw UserError.usage(
          "edit-selection",
          "a file says itself what it edits, who and why",
          "leave the other options out, or leave --file out");
    }
    EditFile file = Options.editFile(choice.file);
    return database.read(connection -> EditPlan.of(connection, file.edits()));
  }

  /** Sends the file as it is, so that 'ingest' knows it too; other edits as a file of their own. */
  private FileReport send(EditPlan plan) throws Exception {
    RunConfiguration configuration = RunConfiguration.read(database.config(), System.getenv());
    Registry registry =
        new Registry(CommunityFileReader.read(Path.of(configuration.communityFile())));
    List<FileReport> reports = new ArrayList<>();
    Path file = choice.file != null ? choice.file : Files.createTempFile("edits", ".csv");
    try {
      if (choice.file == null) {
        Files.writeString(file, EditWriter.write(plan.edits()));
      }
      PlatformDoor.deliver(
          configuration, registry, List.of(file), FileOptions.auto(SOURCE), output, reports::add);
    } finally {
      if (choice.file == null) {
        Files.delete(file);
      }
    }
    return reports.get(0);
  }

  private static void require(String option, String value) {
    if (value == null || value.isBlank()) {
      throw UserError.usage(
          "option", option + " is missing", "say who decides with --editor and why with --reason");
    }
  }
}
