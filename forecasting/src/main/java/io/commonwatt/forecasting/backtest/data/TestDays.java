package io.commonwatt.forecasting.backtest.data;

import java.time.LocalDate;

/**
 * Days of a test by the file's own clock.
 *
 * @param end day after the last; null for the end of the data
 */
record TestDays(LocalDate from, LocalDate end) {}
