/**
 * The CityLearn 2022 challenge. A phase's folder enters as {@link
 * io.commonwatt.market.dispatch.benchmark.citylearn.CityLearnData}; a controller plays it hour by
 * hour through a view that shows no future; the four measures of the score leave. Called by the
 * command {@code dispatch score}.
 */
package io.commonwatt.market.dispatch.benchmark.citylearn;
