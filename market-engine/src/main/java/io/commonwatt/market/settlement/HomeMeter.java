package io.commonwatt.market.settlement;

/**
 * What was metered at a usage point in an hour.
 *
 * @param loadWh gross consumption; 0 when absent
 * @param generationWh gross generation; 0 when absent
 * @param present whether every interval of every channel is known
 * @param measured whether all of it is measured, none estimated or absent
 */
public record HomeMeter(long loadWh, long generationWh, boolean present, boolean measured) {}
