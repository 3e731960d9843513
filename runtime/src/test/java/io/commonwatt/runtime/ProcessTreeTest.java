package io.commonwatt.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessTreeTest {

  @Test
  void shouldKeepThePeakOfThisProcessAndItsDescendants() throws Exception {
    try (ProcessTree tree = ProcessTree.sample(Duration.ofMillis(50))) {
      long before = ProcessTree.memoryMb();
      assertThat(before).isPositive();
      // A child that holds 200 MB: one line as long.
      Process child =
          new ProcessBuilder("sh", "-c", "head -c 200000000 /dev/zero | tail -n 1 | sleep 2")
              .start();
      assertThat(child.waitFor()).isZero();
      assertThat(tree.peakMemoryMb()).isGreaterThan(before + 100);
      assertThat(ProcessTree.memoryMb()).isLessThan(tree.peakMemoryMb());
    }
  }
}
