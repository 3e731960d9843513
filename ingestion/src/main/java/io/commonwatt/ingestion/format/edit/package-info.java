/**
 * Edits of readings: what a person decided, as a table or as JSON. Enters: a CSV document, or the
 * fields of a JSON object. Leaves: an edit for each interval. The columns are in {@code
 * docs/formats.md}.
 */
package io.commonwatt.ingestion.format.edit;
