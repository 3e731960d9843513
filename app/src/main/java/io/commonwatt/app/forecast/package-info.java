/**
 * Stored forecasts, read back. A connection enters; forecasts, models and what was known when they
 * were issued leave. Called by the commands {@code forecast …}.
 */
package io.commonwatt.app.forecast;
