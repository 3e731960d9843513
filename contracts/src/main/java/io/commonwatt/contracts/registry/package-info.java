/**
 * Facts of the community file as published for the record.
 *
 * <p>In: {@code ingestion} publishes {@link io.commonwatt.contracts.community.RegistryEntries}.
 * Out: {@code storage}; the rooms are handed the file itself.
 */
package io.commonwatt.contracts.registry;
