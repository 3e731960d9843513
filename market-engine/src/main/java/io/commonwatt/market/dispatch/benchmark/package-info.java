/**
 * Published dispatch benchmarks, each in a package of its own; here is what they share: tables as
 * published and the error of data that cannot be used.
 */
package io.commonwatt.market.dispatch.benchmark;
