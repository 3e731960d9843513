package io.commonwatt.market.control;

import io.commonwatt.contracts.community.DispatchScope;
import io.commonwatt.contracts.community.UsagePoint;
import io.commonwatt.market.resource.Battery;
import java.util.List;

/**
 * What is planned together: a home, or a community.
 *
 * @param id of the usage point or the community
 * @param usagePoints whose load is behind the connection
 * @param batteries by usage point and id
 * @param devices of other kinds that are planned, by usage point and id
 * @param mostKw what the connection carries, both ways
 */
record Site(
    String id,
    DispatchScope scope,
    List<UsagePoint> usagePoints,
    List<Battery> batteries,
    List<PlannedDevice> devices,
    double mostKw) {}
