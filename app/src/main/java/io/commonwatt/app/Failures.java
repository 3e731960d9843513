package io.commonwatt.app;

import io.commonwatt.contracts.community.CommunityFileException;
import io.commonwatt.ingestion.door.DoorException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How failures of commands are told: on stderr for people and, with {@code --json}, as the document
 * on stdout that a program waits for, {@code {"error": {"code", "message", "remedy"}}}.
 */
final class Failures {

  private static final int WRONG_USAGE = 2;

  private Failures() {}

  /** Tells what a command threw and gives its exit code. */
  static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    Optional<UserError> known = explain(failure);
    if (known.isPresent()) {
      err.println("commonwatt: " + known.get().code() + ": " + known.get().getMessage());
    } else {
      err.println("commonwatt: internal error, please report it with what follows");
      failure.printStackTrace(err);
    }
    err.flush();
    UserError told =
        known.orElseGet(
            () -> new UserError("internal", failure.toString(), "report it with what stderr says"));
    listOutputs(command.getCommandSpec()).forEach(output -> output.failure(document(told)));
    return told.isUsage() ? WRONG_USAGE : Commonwatt.FAILED;
  }

  /** Tells that a command line does not parse; picocli's own words, then its usage. */
  static int reportUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(failure.getMessage());
    if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
      command.usage(err);
    }
    err.flush();
    if (List.of(arguments).contains("--json")) {
      UserError told =
          UserError.usage(
              "usage", failure.getMessage(), "see " + name(command.getCommandSpec()) + " --help");
      System.out.println(Output.toJson(document(told)));
      System.out.flush();
    }
    return WRONG_USAGE;
  }

  private static String name(CommandSpec spec) {
    return spec.qualifiedName(" ");
  }

  private static List<Output> listOutputs(CommandSpec spec) {
    return spec.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(Output.class::isInstance)
        .map(Output.class::cast)
        .toList();
  }

  private static Map<String, Object> document(UserError told) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", told.code());
    error.put("message", told.what());
    error.put("remedy", told.remedy());
    return Map.of("error", error);
  }

  /** What a user can mend; empty for what is our own mistake. */
  private static Optional<UserError> explain(Throwable failure) {
    if (failure instanceof UserError error) {
      return Optional.of(error);
    }
    if (failure instanceof CommunityFileException error) {
      return Optional.of(
          new UserError("community-file", error.getMessage(), "mend the community file"));
    }
    if (failure instanceof DoorException error) {
      return Optional.of(new UserError(error.code(), error.what(), error.remedy()));
    }
    if (failure instanceof FileSystemException error) {
      return Optional.of(
          new UserError("file", error.getFile() + ' ' + reason(error), "give a path that serves"));
    }
    boolean wraps = failure instanceof UncheckedIOException;
    return wraps ? explain(failure.getCause()) : unreachable(failure);
  }

  /** A broker or a database that does not answer, however deep that is buried. */
  private static Optional<UserError> unreachable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return Optional.of(
            new UserError(
                "broker",
                "Kafka does not answer: " + cause.getMessage(),
                "check bootstrapServers of the configuration and that the broker runs"));
      }
      if (cause instanceof SQLException sql && isRefused(sql)) {
        return Optional.of(
            new UserError(
                "database",
                "the database does not take us: " + cause.getMessage(),
                "check jdbcUrl, jdbcUser and jdbcPassword of the configuration and that it runs"));
      }
    }
    return Optional.empty();
  }

  /** Classes of SQLSTATE: connection exception, invalid authorization. */
  private static boolean isRefused(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("08") || state.startsWith("28");
  }

  private static String reason(FileSystemException failure) {
    if (failure instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "may not be read or written";
    }
    if (failure instanceof NotDirectoryException) {
      return "is not a folder";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "is there already";
    }
    if (failure instanceof DirectoryNotEmptyException) {
      return "is not empty";
    }
    return "cannot be used: " + failure.getReason();
  }
}
