package io.commonwatt.market.resource;

import java.util.List;

/**
 * The physics of a resource as the optimisation sees it: flows between its connection and its
 * tanks, all linear. Every kind of resource is one of these; the model is built from it once for
 * all back ends.
 *
 * @param id of the resource
 * @param flows in the order that breaks ties
 * @param tanks they act on
 * @param exclusive groups of flows of which only one may run in a step
 * @param contentLimits bounds of a group of flows by what a tank held before the step
 * @param runs profiles of which exactly one start is chosen
 */
public record Network(
    String id,
    List<Flow> flows,
    List<Tank> tanks,
    List<Exclusive> exclusive,
    List<ContentLimit> contentLimits,
    List<Run> runs) {

  /** Two groups of flows that never run in the same step. */
  public record Exclusive(List<Integer> one, List<Integer> other) {
    public Exclusive {
      one = List.copyOf(one);
      other = List.copyOf(other);
    }
  }

  /** Σ flows ≤ constant + slope · content of the tank before the step, kW. */
  public record ContentLimit(List<Integer> flows, int tank, double constantKw, double slopeKw) {
    public ContentLimit {
      flows = List.copyOf(flows);
    }
  }

  /**
   * A machine that runs through its profile without a break.
   *
   * @param profileKw by step from its start
   * @param firstStart first step it may start in
   * @param lastStart last step it may start in
   */
  public record Run(double[] profileKw, int firstStart, int lastStart) {}

  public Network {
    flows = List.copyOf(flows);
    tanks = List.copyOf(tanks);
    exclusive = List.copyOf(exclusive);
    contentLimits = List.copyOf(contentLimits);
    runs = List.copyOf(runs);
  }

  /** Flows and tanks alone. */
  public static Network of(String id, List<Flow> flows, List<Tank> tanks) {
    return new Network(id, flows, tanks, List.of(), List.of(), List.of());
  }
}
