/**
 * Gradient-boosted quantiles. Learning rows enter; XGBoost grows the trees natively; trees that
 * plain Java walks, and a Tribuo model around them, leave. Where XGBoost's native library does not
 * load, {@link io.commonwatt.forecasting.boost.Boosting} says why and which package is missing.
 * Called by the backtests and by whoever serves a boosted model.
 */
package io.commonwatt.forecasting.boost;
