package io.commonwatt.forecasting.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.commonwatt.forecasting.series.SeriesHistory;
import io.commonwatt.forecasting.series.Standing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {

  private static final int HOMES = 40;
  private static final int DAY = 24;

  /**
   * Homes that stay as they are and homes that double after 40 days, by the hour, each for a year.
   */
  @Test
  void shouldFindADoublingWithinAWeekAndRarelySpeakOtherwise() {
    long seed = 31;
    System.out.println("seed " + seed);
    int falseAlarms = 0;
    int found = 0;
    int delay = 0;
    for (int home = 0; home < HOMES; home++) {
      falseAlarms += alarms(new Random(seed + home), 365, Integer.MAX_VALUE)[0];
      int[] doubled = alarms(new Random(seed - home), 60, 40);
      if (doubled[1] >= 40) {
        found++;
        delay += doubled[1] - 40;
      }
    }
    System.out.printf(
        "%d false alarms in %d home-years; %d of %d doublings found, after %.1f days%n",
        falseAlarms, HOMES, found, HOMES, (double) delay / found);
    assertThat(falseAlarms).isLessThanOrEqualTo(HOMES / 2);
    assertThat(found).isGreaterThanOrEqualTo(HOMES * 9 / 10);
    assertThat((double) delay / found).isLessThan(7);
  }

  @Test
  void shouldSayNothingAboutADayThatWasNotMeasured() {
    SeriesHistory history = new SeriesHistory(3600);
    for (int hour = 0; hour < 20 * DAY; hour++) {
      boolean last = hour >= 19 * DAY + 10;
      history.put(hour, hour % 7, last ? Standing.ESTIMATED : Standing.MEASURED);
    }
    assertThat(DailyLoss.of(history, 20 * DAY)).isNaN();
    assertThat(DailyLoss.of(history, 19 * DAY)).isPositive();
  }

  @Test
  void shouldGoOnAfterItWasSaved() throws IOException {
    Random random = new Random(2);
    PageHinkley one = new PageHinkley();
    PageHinkley other = new PageHinkley();
    for (int i = 0; i < 200; i++) {
      double value = 1 + random.nextGaussian() * .3 + (i > 100 ? 1 : 0);
      assertThat(other.add(value)).isEqualTo(one.add(value));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      other.write(new DataOutputStream(bytes));
      other = PageHinkley.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
  }

  /** Alarms of a home, and the day of the last one. */
  private static int[] alarms(Random random, int days, int doublesOn) {
    SeriesHistory history = new SeriesHistory(3600);
    PageHinkley detector = new PageHinkley();
    int alarms = 0;
    int last = -1;
    for (int day = 0; day < days; day++) {
      double busy = .7 + .6 * random.nextDouble();
      for (int hour = 0; hour < DAY; hour++) {
        double shape = hour >= 17 && hour < 22 ? 900 * busy : hour >= 7 ? 300 : 120;
        double energy = shape * Math.exp(.4 * random.nextGaussian()) * (day >= doublesOn ? 2 : 1);
        history.put((long) day * DAY + hour, energy, Standing.MEASURED);
      }
      double loss = DailyLoss.of(history, (day + 1L) * DAY);
      if (!Double.isNaN(loss) && detector.add(loss)) {
        alarms++;
        last = day;
      }
    }
    return new int[] {alarms, last};
  }
}
