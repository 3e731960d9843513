package io.commonwatt.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about dispatch. */
@Command(
    name = "dispatch",
    mixinStandardHelpOptions = true,
    description = "Plan the resources of a site; score dispatch on published benchmarks.",
    subcommands = {DispatchPlanCommand.class, DispatchScoreCommand.class})
final class DispatchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing noun: use 'dispatch plan' or 'dispatch score'");
  }
}
