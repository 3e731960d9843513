/**
 * The community file: who and what exists, with validity dates.
 *
 * <p>In: a YAML file that a person wrote, or the objects a door derives from a data set. Out: a
 * validated {@link io.commonwatt.contracts.community.CommunityFile}, its {@link
 * io.commonwatt.contracts.community.Registry} of look-ups for the rooms, and its facts as {@link
 * io.commonwatt.contracts.registry.RegistryEntry} for the record. Called by {@code app} before
 * anything starts, and by the doors.
 */
package io.commonwatt.contracts.community;
