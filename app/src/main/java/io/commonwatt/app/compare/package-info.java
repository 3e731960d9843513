/**
 * Every strategy on the same readings and forecasts, in one table. A data source enters; figures, a
 * document for programs and a page for people leave. Called by {@code market compare}.
 */
package io.commonwatt.app.compare;
