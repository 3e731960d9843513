package io.commonwatt.wire.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshRowsTest {

  private final FreshRows fresh = new FreshRows();

  @Test
  void shouldTryAgainLaterEachTimeItWasWrong() {
    assertThat(fresh.isLikely()).isTrue();
    fresh.refuted();
    assertThat(batchesUntilNextTry()).isEqualTo(8);
    fresh.refuted();
    assertThat(batchesUntilNextTry()).isEqualTo(16);
    fresh.confirmed();
    assertThat(fresh.isLikely()).isTrue();
    fresh.refuted();
    assertThat(batchesUntilNextTry()).isEqualTo(8);
  }

  private int batchesUntilNextTry() {
    int batches = 0;
    while (!fresh.isLikely()) {
      batches++;
    }
    return batches;
  }
}
