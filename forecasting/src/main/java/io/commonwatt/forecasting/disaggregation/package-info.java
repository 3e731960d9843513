/**
 * Net load taken apart. Net load and weather enter; load, solar and wind parts leave. Called by the
 * command {@code forecast disaggregate}.
 */
package io.commonwatt.forecasting.disaggregation;
