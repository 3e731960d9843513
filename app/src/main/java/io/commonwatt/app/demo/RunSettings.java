package io.commonwatt.app.demo;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What decides a run's answer, and how it was asked for; kept in the data directory so that a
 * resumed run is the same run.
 *
 * @param homes homes to simulate, or at most to read; null = all of the data set
 * @param days days to simulate or to read; null = all of the data set
 * @param data folder of the data set; null = the simulator
 * @param from first day, ISO 8601; null = where the data starts
 * @param speed {@code max} or a factor
 * @param parallelism of every job
 * @param stepMinutes interval of simulated meters, min
 * @param forecastModel {@code linear} or {@code blend}; null = linear
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunSettings(
    Integer homes,
    Integer days,
    long seed,
    String data,
    String from,
    String speed,
    int parallelism,
    int stepMinutes,
    String forecastModel) {}
