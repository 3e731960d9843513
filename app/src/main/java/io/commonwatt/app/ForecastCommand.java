package io.commonwatt.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands about forecasts. */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    description = "Measure forecasts on published data sets.",
    subcommands = {ForecastBacktestCommand.class, ForecastCalibrationCommand.class, ForecastDisaggregateCommand.class})
final class ForecastCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing noun: use 'forecast backtest', 'calibration' or 'disaggregate'");
  }
}
