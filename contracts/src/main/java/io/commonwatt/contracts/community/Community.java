package io.commonwatt.contracts.community;

import java.io.Serializable;

/**
 * An energy community: the members that are planned, cleared and settled together.
 *
 * @param market wholesale market whose prices hold at its connection
 * @param place where its weather is taken
 */
public record Community(String id, String name, String market, String place)
    implements Serializable {}
