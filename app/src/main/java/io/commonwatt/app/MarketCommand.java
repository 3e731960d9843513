package io.commonwatt.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about the local market. */
@Command(
    name = "market",
    mixinStandardHelpOptions = true,
    description = "Clear a book of orders; measure what the mechanisms keep.",
    subcommands = {MarketClearCommand.class, MarketPropertiesCommand.class})
final class MarketCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing noun: use 'market clear' or 'market properties'");
  }
}
