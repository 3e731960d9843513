package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DeviceUse;
import io.commonwatt.contracts.community.Resource;
import io.commonwatt.market.resource.DeferrableLoad;
import io.commonwatt.market.resource.Device;
import io.commonwatt.market.resource.Horizon;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A machine that runs once in each window, through its profile and without a break; its content is
 * the energy its run took. It starts with a plan that says so and then goes on by itself: what is
 * left of the run is a fixed part of later plans. Its telemetry changes nothing.
 */
final class PlannedDeferrableLoad extends PlannedDevice {

  private static final int SECONDS_PER_MINUTE = 60;

  private final DeviceUse.Deferrable use;
  private final LocalWindow windows;
  private final long partSeconds;
  private final long runSeconds;

  PlannedDeferrableLoad(Resource resource, DeviceUse.Deferrable use, ZoneId zone) {
    super(resource);
    this.use = use;
    this.windows = new LocalWindow(use.fromMinute(), use.untilMinute(), zone);
    this.partSeconds = (long) use.profileMinutes() * SECONDS_PER_MINUTE;
    this.runSeconds = partSeconds * use.profileKw().size();
  }

  @Override
  void begin(DeviceState state, long atSecond) {
    state.contentMilliWh = 0;
    state.periodSecond = windows.atOrAfter(atSecond).fromSecond();
  }

  @Override
  String settle(DeviceState state, long atSecond) {
    long window = windows.atOrAfter(atSecond).fromSecond();
    if (window == state.periodSecond || isRunning(state, atSecond)) {
      return "";
    }
    boolean ran = state.hasStarted();
    state.periodSecond = window;
    state.contentMilliWh = 0;
    state.startedSecond = DeviceState.NEVER;
    return ran ? "" : resource.id() + ": did not run";
  }

  private boolean isRunning(DeviceState state, long atSecond) {
    return state.hasStarted() && atSecond < state.startedSecond + runSeconds;
  }

  @Override
  Optional<Device> device(Surroundings now, Horizon horizon, double[] importCent) {
    DeviceState state = now.state();
    long at = horizon.start().getEpochSecond();
    if (isRunning(state, at)) {
      double[] rest = profileKw(at - state.startedSecond, horizon);
      Instant done = horizon.startOf(rest.length);
      return Optional.of(new DeferrableLoad(resource.id(), rest, horizon.start(), done));
    }
    LocalWindow.Period window = windows.atOrAfter(at);
    if (state.hasStarted() && window.fromSecond() == state.periodSecond) {
      window = windows.atOrAfter(window.untilSecond());
    }
    if (window.untilSecond() > horizon.startOf(horizon.steps()).getEpochSecond()) {
      // What is to be done after the horizon is planned when its end comes in sight.
      return Optional.empty();
    }
    double[] profile = profileKw(0, horizon);
    // The last step of a run may be used in part: it may reach over the end by the rest.
    long over = (long) profile.length * horizon.stepSeconds() - runSeconds;
    Instant earliest = Instant.ofEpochSecond(window.fromSecond());
    Instant deadline = Instant.ofEpochSecond(window.untilSecond() + over);
    boolean fits = horizon.firstFrom(earliest) + profile.length <= horizon.endedBy(deadline);
    return fits
        ? Optional.of(new DeferrableLoad(resource.id(), profile, earliest, deadline))
        : Optional.empty();
  }

  /** Mean power of the run in the steps from a time after its start, within the horizon, kW. */
  private double[] profileKw(long fromSecond, Horizon horizon) {
    int step = horizon.stepSeconds();
    long steps = (runSeconds - fromSecond + step - 1) / step;
    double[] kw = new double[(int) Math.min(steps, horizon.steps())];
    for (int i = 0; i < kw.length; i++) {
      long from = fromSecond + (long) i * step;
      kw[i] = (runKwh(from + step) - runKwh(from)) / horizon.stepHours();
    }
    return kw;
  }

  /** What a run has taken so long after its start, kWh. */
  private double runKwh(long seconds) {
    double kwh = 0;
    for (int part = 0; part < use.profileKw().size(); part++) {
      long within = Math.max(0, Math.min(partSeconds, seconds - part * partSeconds));
      kwh += use.profileKw().get(part) * within / SECONDS_PER_HOUR;
    }
    return kwh;
  }

  /** What a run has taken so long after its start, whole Wh. */
  private long runWh(long seconds) {
    return Math.round(runKwh(seconds) * 1000);
  }

  @Override
  double setpointKw(Surroundings now, double plannedKw, long fromSecond, int seconds) {
    DeviceState state = now.state();
    boolean runs = isRunning(state, fromSecond);
    if (!runs && plannedKw <= 0) {
      return 0;
    }
    long since = runs ? fromSecond - state.startedSecond : 0;
    return (runKwh(since + seconds) - runKwh(since)) * SECONDS_PER_HOUR / seconds;
  }

  @Override
  Held hold(Surroundings now, double setpointKw, long fromSecond, int seconds) {
    DeviceState state = now.state();
    if (setpointKw > 0 && !isRunning(state, fromSecond)) {
      state.startedSecond = fromSecond;
      state.periodSecond = windows.atOrAfter(fromSecond).fromSecond();
      state.contentMilliWh = 0;
    }
    double before = kwh(state);
    state.heldKw = setpointKw;
    if (!isRunning(state, fromSecond)) {
      return new Held(0, before, before);
    }
    long since = fromSecond - state.startedSecond;
    long meterWh = runWh(since + seconds) - runWh(since);
    state.contentMilliWh = milliWh(runWh(since + seconds) / 1000.0);
    return new Held(meterWh, before, kwh(state));
  }

  @Override
  double correct(Surroundings now, long atSecond, int replanSeconds) {
    return 0;
  }

  @Override
  double mostKw(Surroundings now, long fromSecond, int seconds) {
    return resource.powerKw();
  }

  @Override
  double nextKwh(Surroundings now, double kw, long fromSecond, int seconds) {
    return kwh(now.state()) + kw * seconds / SECONDS_PER_HOUR;
  }

  @Override
  double fullKwh() {
    return runKwh(runSeconds);
  }
}
