/** What a backtest reports. A result enters; the JSON document and the lines of a table leave. */
package io.commonwatt.app.backtest;
