package io.commonwatt.app.dispatch.score;

import java.util.Map;

/**
 * What a benchmark found.
 *
 * @param document keys and values of the JSON document
 * @param text the lines a person would read
 */
public record Scored(Map<String, Object> document, String text) {}
