package io.commonwatt.contracts.community;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads a community file. Everything that is wrong with it is said in one {@link
 * CommunityFileException}, each problem with file, line, object and remedy. Stateless.
 */
public final class CommunityFileReader {

  private static final String WHOLE = "community file";

  private CommunityFileReader() {}

  /**
   * Reads and checks a file.
   *
   * @throws CommunityFileException when it is not usable
   * @throws IOException when it cannot be opened
   */
  public static CommunityFile read(Path path) throws IOException {
    return parse(path.toString(), Files.readAllBytes(path));
  }

  /**
   * Reads and checks the bytes of a file.
   *
   * @param name of the file, for messages
   * @throws CommunityFileException when it is not usable
   */
  public static CommunityFile parse(String name, byte[] bytes) {
    Problems problems = new Problems(name);
    Optional<Node> root = compose(bytes, problems);
    problems.throwIfAny();
    if (root.isEmpty()) {
      problems.add(1, WHOLE, "is empty", "start from docs/community.yaml");
    }
    problems.throwIfAny();
    CommunityFile file = read(new YamlObject(root.get(), WHOLE, "", problems), problems, bytes);
    problems.throwIfAny();
    return file;
  }

  private static Optional<Node> compose(byte[] bytes, Problems problems) {
    LoadSettings settings = LoadSettings.builder().build();
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      return new Compose(settings).composeInputStream(in);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
      problems.add(line, WHOLE, "is no YAML: " + e.getProblem(), "correct the line");
    } catch (YamlEngineException | IOException e) {
      problems.add(1, WHOLE, "is no YAML: " + e.getMessage(), "write it as UTF-8 text");
    }
    return Optional.empty();
  }

  private static CommunityFile read(YamlObject file, Problems problems, byte[] bytes) {
    Sections sections = new Sections(file, problems);
    String currency = currency(file);
    ZoneId timeZone = timeZone(file);
    boolean simulated = file.flag("simulatedResources", false);
    CommunityDraft draft =
        new CommunityDraft(
            currency,
            sections.read("communities", "community", "id", ObjectReaders::community),
            sections.read("feeders", "feeder", "id", ObjectReaders::feeder),
            sections.read("places", "place", "id", ObjectReaders::place),
            sections.read("markets", "market", "id", ObjectReaders::market),
            sections.read("members", "member", "id", ObjectReaders::member),
            sections.read("usagePoints", "usage point", "id", ObjectReaders::usagePoint),
            sections.read("meterInstallations", "meter", "meter", ObjectReaders::meterInstallation),
            sections.read("resources", "resource", "id", ObjectReaders::resource),
            sections.read("tariffs", "tariff", "id", ObjectReaders::tariff),
            sections.read("strategies", "strategy", "strategy", ObjectReaders::strategy));
    file.finish();
    new ReferenceRules(draft).check();
    new PeriodRules(draft).check();
    new TariffRules(draft).check();
    return new CommunityFile(
        currency,
        timeZone,
        simulated,
        values(draft.communities()),
        values(draft.feeders()),
        values(draft.places()),
        values(draft.markets()),
        values(draft.members()),
        values(draft.usagePoints()),
        values(draft.meterInstallations()),
        values(draft.resources()),
        values(draft.tariffs()),
        values(draft.strategies()),
        sha256(bytes));
  }

  private static String currency(YamlObject file) {
    String code = file.text("currency");
    ObjectReaders.checkCurrency(file, code);
    return code;
  }

  private static ZoneId timeZone(YamlObject file) {
    String zone = file.text("timeZone");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      if (!zone.isEmpty()) {
        file.problem(
            file.line("timeZone"),
            "timeZone is '" + zone + "', which is unknown",
            "use a name of the IANA database such as Europe/London");
      }
      return ZoneId.of("UTC");
    }
  }

  static boolean isCurrency(String code) {
    return Currency.getAvailableCurrencies().stream()
        .anyMatch(currency -> currency.getCurrencyCode().equals(code));
  }

  private static <T> List<T> values(List<Located<T>> located) {
    return located.stream().map(Located::value).toList();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /** Reads the lists of objects. */
  private record Sections(YamlObject file, Problems problems) {
    <T> List<Located<T>> read(
        String key, String kind, String nameKey, Function<YamlObject, T> reader) {
      List<Located<T>> found = new ArrayList<>();
      for (Node node : file.elementsOrNone(key)) {
        YamlObject source = new YamlObject(node, kind, nameKey, problems);
        if (source.isMapping()) {
          found.add(new Located<>(reader.apply(source), source));
          source.finish();
        }
      }
      return found;
    }
  }
}
