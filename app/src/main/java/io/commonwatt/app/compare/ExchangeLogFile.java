package io.commonwatt.app.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.commonwatt.app.UserError;
import io.commonwatt.market.distributed.AdmmIterate;
import io.commonwatt.market.distributed.AdmmLog;
import io.commonwatt.market.distributed.EnergyOnly;
import io.commonwatt.market.distributed.ExchangeLog;
import io.commonwatt.market.distributed.ExchangeResource;
import io.commonwatt.market.distributed.GridResource;
import io.commonwatt.market.distributed.GridWithLoad;
import io.commonwatt.market.distributed.ServiceBuyer;
import io.commonwatt.market.distributed.Services;
import io.commonwatt.market.distributed.StorageResource;
import io.commonwatt.market.distributed.StorageServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of one exchange as a JSON file: doubles are written so that reading gives the same bits.
 * Stateless and thread-safe.
 */
public final class ExchangeLogFile {

  private static final String FORMAT = "commonwatt-exchange-1";
  private static final String ENERGY_ONLY = "energy-only";
  private static final String SERVICES = "storage-with-services";
  private static final String OPERATOR = "operator";
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExchangeLogFile() {}

  /**
   * Writes a log into a folder.
   *
   * @return the file, named by strategy, community and hour
   */
  static Path write(ExchangeLog log, Path folder) throws IOException {
    String hour = log.hour().toString().substring(0, 13);
    String name = log.strategy().replace('/', '-') + '-' + log.community() + '-' + hour + ".json";
    Path file = folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"));
    Files.write(file, JSON.writeValueAsBytes(document(log)));
    return file;
  }

  private static Map<String, Object> document(ExchangeLog log) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("community", log.community());
    document.put("strategy", log.strategy());
    document.put("hour", log.hour().toString());
    document.put("penaltyCentPerKwh2", log.admm().penalty());
    document.put("toleranceKwh", log.admm().tolerance());
    List<Map<String, Object>> participants = new ArrayList<>();
    for (int i = 0; i < log.participants().size(); i++) {
      ExchangeLog.Participant one = log.participants().get(i);
      Map<String, Object> participant = new LinkedHashMap<>();
      participant.put("name", one.name());
      participant.put("resource", resource(one.resource()));
      participant.put("startKwh", one.startKwh());
      participant.put("costCent", log.admm().costs()[i]);
      participant.put("responseKwh", log.responses().get(i));
      participant.put("boundCent", log.admm().bounds()[i]);
      participants.add(participant);
    }
    document.put("participants", participants);
    document.put("start", iterate(log.start()));
    document.put("iterates", log.admm().iterates().stream().map(ExchangeLogFile::iterate).toList());
    return document;
  }

  private static Map<String, Object> resource(ExchangeResource resource) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (resource instanceof EnergyOnly only) {
      map.put("kind", ENERGY_ONLY);
      map.put("energy", resource(only.energy()));
    } else if (resource instanceof StorageServices services) {
      map.put("kind", SERVICES);
      map.put("storage", resource(services.store()));
      map.put("called", services.called());
      map.put("reserveKwh", services.reserveKwh());
      map.put("readinessCentPerKwh2", services.readiness());
    } else if (resource instanceof ServiceBuyer buyer) {
      map.put("kind", OPERATOR);
      map.put("feedInCentPerKwh", buyer.feedInPrice());
      map.put("responseCentPerKwh", buyer.responsePrice());
      map.put("reserveCentPerKwh", buyer.reservePrice());
      map.put("feedInKwh", buyer.feedInKwh());
      map.put("responseKwh", buyer.responseKwh());
      map.put("reserveKwh", buyer.reserveKwh());
      map.put("slopeCentPerKwh2", buyer.slope());
    } else if (resource instanceof StorageResource store) {
      map.put("kind", "storage");
      map.put("loadKwh", store.loadKwh());
      map.put("capacityKwh", store.capacityKwh());
      map.put("storedKwh", store.storedKwh());
      map.put("powerKwh", store.powerKwh());
      map.put("oneWayEfficiency", store.oneWayEfficiency());
      map.put("wearCentPerKwh2", store.wear());
      map.put("endValueCentPerKwh", store.endValue());
    } else if (resource instanceof GridWithLoad grid) {
      map.put("kind", "grid");
      map.put("loadKwh", grid.loadKwh());
      map.put("importCentPerKwh", grid.grid().importPrice());
      map.put("exportCentPerKwh", grid.grid().exportPrice());
      map.put("limitKwh", grid.grid().limitKwh());
    } else {
      throw new IllegalArgumentException("No form for a " + resource.getClass().getSimpleName());
    }
    return map;
  }

  private static Map<String, Object> iterate(AdmmIterate iterate) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("takenKwh", iterate.takenKwh());
    map.put("meanKwh", iterate.meanKwh());
    map.put("scaledPriceKwh", iterate.scaledPrice());
    map.put("primalResidualKwh", iterate.primalResidual());
    map.put("dualResidualCent", iterate.dualResidual());
    map.put("hash", iterate.hash());
    return map;
  }

  /**
   * Reads a log.
   *
   * @throws UserError when it is none, naming the file and what is missing in it
   */
  public static ExchangeLog read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw notALog(file, "it is no JSON: " + e.getOriginalMessage());
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw notALog(file, "its \"format\" is not \"" + FORMAT + "\"");
    }
    try {
      return log(root);
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      throw notALog(file, e.getMessage());
    }
  }

  private static UserError notALog(Path file, String why) {
    return new UserError(
        "exchange-log",
        file + " is no log of an exchange: " + why,
        "name a file that 'market compare --log DIR' wrote");
  }

  private static ExchangeLog log(JsonNode root) {
    List<ExchangeLog.Participant> participants = new ArrayList<>();
    List<double[]> responses = new ArrayList<>();
    JsonNode all = require(root, "participants");
    double[] costs = new double[all.size()];
    double[] bounds = new double[all.size()];
    AdmmIterate start = iterate(require(root, "start"), all.size());
    int intervals = start.meanKwh().length;
    for (int i = 0; i < all.size(); i++) {
      JsonNode one = all.get(i);
      participants.add(
          new ExchangeLog.Participant(
              require(one, "name").asText(),
              resource(require(one, "resource"), intervals),
              numbers(one, "startKwh", intervals)));
      costs[i] = number(one, "costCent");
      responses.add(numbers(one, "responseKwh", intervals));
      bounds[i] = number(one, "boundCent");
    }
    List<AdmmIterate> iterates = new ArrayList<>();
    for (JsonNode iterate : require(root, "iterates")) {
      iterates.add(iterate(iterate, all.size()));
    }
    if (all.isEmpty() || iterates.isEmpty()) {
      throw new IllegalArgumentException("it has no participants or no iterates");
    }
    for (AdmmIterate iterate : iterates) {
      if (iterate.meanKwh().length != intervals) {
        throw new IllegalArgumentException("its iterates differ in length");
      }
    }
    return new ExchangeLog(
        require(root, "community").asText(),
        require(root, "strategy").asText(),
        Instant.parse(require(root, "hour").asText()),
        participants,
        start,
        new AdmmLog(
            number(root, "penaltyCentPerKwh2"),
            number(root, "toleranceKwh"),
            iterates,
            costs,
            bounds),
        responses);
  }

  private static ExchangeResource resource(JsonNode node, int intervals) {
    String kind = require(node, "kind").asText();
    int hours = intervals / Services.PRODUCTS;
    return switch (kind) {
      case ENERGY_ONLY ->
          new EnergyOnly(resource(require(node, "energy"), hours), Services.PRODUCTS);
      case SERVICES -> services(node, hours);
      case OPERATOR ->
          new ServiceBuyer(
              numbers(node, "feedInCentPerKwh", hours),
              numbers(node, "responseCentPerKwh", hours),
              numbers(node, "reserveCentPerKwh", hours),
              numbers(node, "feedInKwh", hours),
              numbers(node, "responseKwh", hours),
              numbers(node, "reserveKwh", hours),
              number(node, "slopeCentPerKwh2"));
      case "storage" ->
          new StorageResource(
              numbers(node, "loadKwh", intervals),
              number(node, "capacityKwh"),
              number(node, "storedKwh"),
              number(node, "powerKwh"),
              number(node, "oneWayEfficiency"),
              number(node, "wearCentPerKwh2"),
              number(node, "endValueCentPerKwh"));
      case "grid" ->
          new GridWithLoad(
              new GridResource(
                  numbers(node, "importCentPerKwh", intervals),
                  numbers(node, "exportCentPerKwh", intervals),
                  number(node, "limitKwh")),
              numbers(node, "loadKwh", intervals));
      default -> throw new IllegalArgumentException("it has a resource of kind '" + kind + "'");
    };
  }

  private static StorageServices services(JsonNode node, int hours) {
    JsonNode calls = require(node, "called");
    boolean[] called = new boolean[hours];
    if (!calls.isArray() || calls.size() != hours) {
      throw new IllegalArgumentException("its \"called\" is no list of " + hours + " calls");
    }
    for (int t = 0; t < hours; t++) {
      called[t] = calls.get(t).asBoolean();
    }
    if (!(resource(require(node, "storage"), hours) instanceof StorageResource store)) {
      throw new IllegalArgumentException("it sells services of what is no storage");
    }
    return new StorageServices(
        store, called, number(node, "reserveKwh"), number(node, "readinessCentPerKwh2"));
  }

  private static AdmmIterate iterate(JsonNode node, int participants) {
    double[] mean = numbers(node, "meanKwh", -1);
    JsonNode profiles = require(node, "takenKwh");
    if (profiles.size() != participants) {
      throw new IllegalArgumentException("an iterate has not one profile for each participant");
    }
    double[][] taken = new double[participants][];
    for (int i = 0; i < participants; i++) {
      taken[i] = numbers(profiles.get(i), "a profile", mean.length);
    }
    return new AdmmIterate(
        taken,
        mean,
        numbers(node, "scaledPriceKwh", mean.length),
        number(node, "primalResidualKwh"),
        number(node, "dualResidualCent"),
        require(node, "hash").asText());
  }

  private static double number(JsonNode node, String key) {
    JsonNode value = require(node, key);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("its \"" + key + "\" is no number");
    }
    return value.doubleValue();
  }

  private static double[] numbers(JsonNode node, String key, int length) {
    JsonNode values = node.isArray() ? node : require(node, key);
    double[] numbers = new double[values.size()];
    if (!values.isArray() || length >= 0 && numbers.length != length) {
      throw new IllegalArgumentException(
          "its \"" + key + "\" is no list of " + (length < 0 ? "" : length + " ") + "numbers");
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!values.get(i).isNumber()) {
        throw new IllegalArgumentException("its \"" + key + "\" has what is no number");
      }
      numbers[i] = values.get(i).doubleValue();
    }
    return numbers;
  }

  private static JsonNode require(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new IllegalArgumentException("it has no \"" + key + "\"");
    }
    return value;
  }
}
