package io.commonwatt.ingestion.format.cim61968;

import io.commonwatt.contracts.reading.MeterEvent;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Codes {@code type.domain.subdomain.action} of IEC 61968-9 EndDeviceEvents (Annex E) and what they
 * mean here. The type of device is not looked at: a module reports the failure of its meter.
 */
final class EventCodes {

  private static final int SECURITY = 12;
  private static final int POWER = 26;
  private static final int CLOCK = 36;
  private static final int TAMPER_DETECTED = 257;

  /** Of the domain clock: change, changed. */
  private static final Set<Integer> CLOCK_ACTIONS = Set.of(13, 24);

  private static final int DAYLIGHT_SAVING = 56;

  private static final Map<String, MeterEvent.Type> EXACT =
      Map.ofEntries(
          Map.entry("0.85", MeterEvent.Type.POWER_FAIL),
          Map.entry("38.85", MeterEvent.Type.POWER_FAIL),
          Map.entry("0.216", MeterEvent.Type.POWER_RESTORE),
          Map.entry("38.49", MeterEvent.Type.POWER_RESTORE),
          Map.entry("38.216", MeterEvent.Type.POWER_RESTORE));

  /** Covers taken off or opened, reverse rotation, strong field, attempted fraud. */
  private static final Set<String> TAMPER =
      Set.of("29.212", "141.212", "29.39", "141.39", "6.219", "66.242", "147.7");

  /** Of no domain: change out, replaced. */
  private static final Set<String> EXCHANGE = Set.of("0.27", "0.52");

  private EventCodes() {}

  /** What a code means; empty for all the platform has no use for. */
  static Optional<MeterEvent.Type> find(String code) {
    String[] parts = code.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    String what = parts[2] + '.' + parts[3];
    int domain;
    int subdomain;
    int action;
    try {
      domain = Integer.parseInt(parts[1]);
      subdomain = Integer.parseInt(parts[2]);
      action = Integer.parseInt(parts[3]);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return switch (domain) {
      case POWER -> Optional.ofNullable(EXACT.get(what));
      case CLOCK ->
          CLOCK_ACTIONS.contains(action) && subdomain != DAYLIGHT_SAVING
              ? Optional.of(MeterEvent.Type.CLOCK_SET)
              : Optional.empty();
      case SECURITY ->
          action == TAMPER_DETECTED || TAMPER.contains(what)
              ? Optional.of(MeterEvent.Type.TAMPER)
              : Optional.empty();
      case 0 ->
          EXCHANGE.contains(what) ? Optional.of(MeterEvent.Type.METER_EXCHANGED) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
