package io.commonwatt.forecasting.feature;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Public holidays of a country or a part of it, by Jollyday. Not thread-safe. */
public final class Holidays implements Predicate<LocalDate> {

  private final HolidayManager manager;
  private final String[] part;
  private final Map<Integer, Set<LocalDate>> years = new HashMap<>();

  private Holidays(HolidayManager manager, String[] part) {
    this.manager = manager;
    this.part = part;
  }

  /**
   * Holidays of a region.
   *
   * @param region ISO 3166 country and, where they differ, Jollyday's name of the part, such as
   *     {@code nl}, {@code gb-sct} or {@code au-vic}; empty for none
   * @throws IllegalArgumentException when Jollyday does not know the country
   */
  public static Predicate<LocalDate> of(String region) {
    if (region.isEmpty()) {
      return day -> false;
    }
    String[] parts = region.split("-");
    if (!HolidayManager.getSupportedCalendarCodes().contains(parts[0].toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "No holidays of '" + region + "' are known; name a country such as nl or gb-sct");
    }
    return new Holidays(
        HolidayManager.getInstance(ManagerParameters.create(parts[0])),
        Arrays.copyOfRange(parts, 1, parts.length));
  }

  /** Whether a day is a public holiday. */
  @Override
  public boolean test(LocalDate day) {
    return years.computeIfAbsent(day.getYear(), this::list).contains(day);
  }

  private Set<LocalDate> list(int year) {
    Set<LocalDate> days = new HashSet<>();
    for (Holiday holiday : manager.getHolidays(Year.of(year), part)) {
      if (holiday.getType() != HolidayType.OBSERVANCE) {
        days.add(holiday.getDate());
      }
    }
    return days;
  }
}
