package io.commonwatt.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long a plan takes, in CPU time of the thread; the bounds leave room for a busy machine. */
class DispatcherSpeedTest {

  @Test
  void shouldPlanAHomeAndACommunityInMilliseconds() {
    assertThat(medianMillis(1, 1000)).isLessThan(5);
    assertThat(medianMillis(7, 200)).isLessThan(30);
    assertThat(medianMillis(20, 60)).isLessThan(120);
  }

  private static double medianMillis(int stores, int plans) {
    Dispatcher dispatcher = Dispatcher.create();
    double[] millis = new double[plans];
    for (int i = 0; i < plans; i++) {
      DispatchProblem problem = RandomProblems.of(i, 1, stores, 36, false);
      long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      dispatcher.plan(problem, Optional.empty());
      millis[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e6;
    }
    double[] warm = Arrays.copyOfRange(millis, plans / 2, plans);
    Arrays.sort(warm);
    System.out.printf(
        "36 h, %d stores at one connection: median %.2f ms, p99 %.2f ms (%s)%n",
        stores, warm[warm.length / 2], warm[warm.length * 99 / 100], dispatcher.solverName());
    return warm[warm.length / 2];
  }
}
