package io.commonwatt.ingestion.format.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.ingestion.format.FormatException;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SpoolTest {

  @Test
  void shouldGiveBackWhatDoesNotFitIntoMemory() throws IOException {
    int count = 400_000;
    try (Spool spool = new Spool()) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < count; i++) {
          spool.out().writeInt(i);
        }
        try (DataInputStream in = spool.read()) {
          for (int i = 0; i < count; i++) {
            assertThat(Spool.nextInt(in)).isEqualTo(i);
          }
          assertThat(Spool.nextInt(in)).isEqualTo(-1);
        }
        spool.clear();
        assertThat(spool.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void shouldRefuseMoreThanItsLimit() throws IOException {
    try (Spool spool = new Spool(100)) {
      spool.out().write(new byte[100]);
      assertThatThrownBy(() -> spool.out().writeLong(1))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("split the document");
    }
  }
}
