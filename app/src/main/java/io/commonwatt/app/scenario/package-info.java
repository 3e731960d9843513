/**
 * Four demonstrations on a data set: an auction against the tariff, a coalition in which nobody
 * loses, homes steered by a price signal, a coalition that trades the spot market as one. A
 * finished comparison enters; figures leave. Called by {@code market scenario}.
 */
package io.commonwatt.app.scenario;
