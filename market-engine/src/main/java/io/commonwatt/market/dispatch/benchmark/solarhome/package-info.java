/**
 * The control bench of one solar home with a battery. The home's data enter; a controller plays the
 * published thirty days; cost and energies a day leave. Called by the command {@code dispatch
 * score}.
 */
package io.commonwatt.market.dispatch.benchmark.solarhome;
