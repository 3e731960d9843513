package io.commonwatt.app.dispatch;

import io.commonwatt.market.dispatch.DispatchProblem;
import io.commonwatt.market.dispatch.PreviousPlan;
import io.commonwatt.market.dispatch.Scenarios;
import java.util.Map;
import java.util.Optional;

/**
 * What a site file says.
 *
 * @param name of the site
 * @param problem to plan
 * @param scenarios of its load; empty for one sure load
 * @param previous the last plan
 * @param actualKw load as it turned out, for what perfect foresight would have done; empty if
 *     unknown
 * @param assumed every default that was taken, by place and key
 */
public record Site(
    String name,
    DispatchProblem problem,
    Optional<Scenarios> scenarios,
    Optional<PreviousPlan> previous,
    Optional<double[]> actualKw,
    Map<String, Object> assumed) {}
