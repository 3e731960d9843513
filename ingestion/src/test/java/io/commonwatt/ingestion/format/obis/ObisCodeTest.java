package io.commonwatt.ingestion.format.obis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.commonwatt.contracts.reading.Channel;
import org.junit.jupiter.api.Test;

class ObisCodeTest {

  @Test
  void shouldReadEveryWayToWriteACode() {
    ObisCode code = new ObisCode(1, 0, 1, 8, 2, 255);

    assertThat(ObisCode.parse("1-0:1.8.2")).isEqualTo(code);
    assertThat(ObisCode.parse("1-0:1.8.2*255")).isEqualTo(code);
    assertThat(ObisCode.parse("1-0:1.8.2.255")).isEqualTo(code);
    assertThat(ObisCode.parse("1.0.1.8.2.255")).isEqualTo(code);
    assertThat(ObisCode.parse("1.8.2")).isEqualTo(code);
    assertThat(ObisCode.parse("1-0:1.8.2*01").storage()).isEqualTo(1);
    assertThat(code).hasToString("1-0:1.8.2");
  }

  @Test
  void shouldRefuseWhatIsNoCode() {
    for (String text : new String[] {"", "1", "1.8", "1-0:1.8", "1-0:1.8.256", "a.b.c", "1..8.0"}) {
      assertThat(ObisCode.find(text)).as(text).isEmpty();
    }
    assertThatThrownBy(() -> ObisCode.parse("power"))
        .hasMessage("'power' is no OBIS code; expected one such as 1-0:1.8.0");
  }

  @Test
  void shouldMapTotalsOfActivePowerToChannels() {
    assertThat(ObisCode.parse("1-0:1.8.0").channel()).contains(Channel.IMPORT);
    assertThat(ObisCode.parse("1-0:2.8.1").channel()).contains(Channel.EXPORT);
    assertThat(ObisCode.parse("1-0:1.29.0").channel()).contains(Channel.IMPORT);
    assertThat(ObisCode.parse("1-0:1.7.0").channel()).isEmpty();
    assertThat(ObisCode.parse("1-0:3.8.0").channel()).isEmpty();
    assertThat(ObisCode.parse("1-0:21.8.0").channel()).isEmpty();
    assertThat(ObisCode.parse("7-0:3.0.0").channel()).isEmpty();
    assertThat(ObisCode.parse("7-0:1.8.0").channel()).isEmpty();
  }

  @Test
  void shouldKnowUnits() {
    assertThat(ObisCode.parse("1-0:1.8.0").unit()).contains("Wh");
    assertThat(ObisCode.parse("1-0:1.7.0").unit()).contains("W");
    assertThat(ObisCode.parse("1-0:3.8.0").unit()).contains("varh");
    assertThat(ObisCode.parse("1-0:32.7.0").unit()).contains("V");
    assertThat(ObisCode.parse("0-0:96.1.1").unit()).isEmpty();
  }
}
