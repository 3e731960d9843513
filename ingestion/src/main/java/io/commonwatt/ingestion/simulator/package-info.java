/**
 * The seeded community simulator: homes with their loads and plants, weather, prices, and the
 * faults real meters have, written as the files a utility would send.
 *
 * <p>Enters: {@link io.commonwatt.ingestion.simulator.SimulationSettings}. Leaves: a folder with
 * {@code community.yaml}, one CSV per day and feeder, and the list of planted faults. The command
 * line calls {@link io.commonwatt.ingestion.simulator.CommunitySimulator}; the doors of data sets
 * that have no plants or prices borrow single models.
 *
 * <p>Everything is a function of (seed, object, day): home 7 on one day is the same however many
 * homes or days are asked for.
 */
package io.commonwatt.ingestion.simulator;
