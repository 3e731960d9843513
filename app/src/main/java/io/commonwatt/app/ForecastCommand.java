package io.commonwatt.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about forecasts. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = "Measure and explain forecasts; take net loads apart.",
    subcommands = {
      ForecastBacktestCommand.class,
      ForecastCalibrationCommand.class,
      ForecastDisaggregateCommand.class,
      ForecastExplainCommand.class
    })
final class ForecastCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing noun: use 'forecast backtest', 'calibration', 'explain' or 'disaggregate'");
  }
}
