package io.commonwatt.market.distributed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * All of one negotiation of a community: who took part with what, where it began and every iterate.
 * Enough to check every step without the program that made it; it holds what homes told the hub and
 * what they know of themselves, so it is for whom they trust. Immutable by convention.
 *
 * @param hour that was negotiated, the first interval
 * @param participants in the order of the profiles
 * @param start what the coordinator had before the first iteration, left from the hour before
 * @param admm iterates, costs and bounds
 * @param responses of each participant to the last price, which its bound is of
 */
public record ExchangeLog(
    String community,
    String strategy,
    Instant hour,
    List<Participant> participants,
    AdmmIterate start,
    AdmmLog admm,
    List<double[]> responses) {

  public ExchangeLog {
    participants = List.copyOf(participants);
    responses = List.copyOf(responses);
  }

  /**
   * Who takes part in an exchange.
   *
   * @param startKwh the profile it begins with, left from the hour before
   */
  public record Participant(String name, ExchangeResource resource, double[] startKwh) {}

  /** Adds costs, responses and bounds to what was negotiated. */
  public static ExchangeLog of(
      String community,
      String strategy,
      Instant hour,
      List<Participant> participants,
      AdmmIterate start,
      AdmmLog negotiated) {
    double[] price = negotiated.price();
    double[] costs = new double[participants.size()];
    double[] bounds = new double[participants.size()];
    List<double[]> responses = new ArrayList<>();
    for (int i = 0; i < costs.length; i++) {
      ExchangeResource resource = participants.get(i).resource();
      costs[i] = resource.cost(negotiated.last().takenKwh()[i]);
      responses.add(resource.response(price));
      bounds[i] = AdmmVerifier.bound(resource, responses.get(i), price);
    }
    AdmmLog admm =
        new AdmmLog(
            negotiated.penalty(), negotiated.tolerance(), negotiated.iterates(), costs, bounds);
    return new ExchangeLog(community, strategy, hour, participants, start, admm, responses);
  }
}
