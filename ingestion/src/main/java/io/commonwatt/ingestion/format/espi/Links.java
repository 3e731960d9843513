package io.commonwatt.ingestion.format.espi;

import io.commonwatt.ingestion.format.xml.XmlReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The links of an Atom entry, reduced to what identifies a resource: the path below {@code
 * /resource/}, or the whole path where there is none, without host, query and doubled or last
 * slashes. Not thread-safe.
 */
final class Links {

  /** An entry with more links than this keeps the first ones. */
  private static final int MAX = 200;

  private static final int MAX_SIGNS = 2_000;

  private static final String RESOURCE = "/resource/";

  private String self = "";
  private String up = "";
  private final Set<String> related = new LinkedHashSet<>();

  /** Takes the link at whose start tag the reader stands. */
  void add(XmlReader xml) {
    String path = path(xml.attribute("href"));
    if (path.isEmpty()) {
      return;
    }
    if (path.length() > MAX_SIGNS) {
      throw xml.fail("espi-link", "A link is longer than " + MAX_SIGNS + " signs");
    }
    switch (xml.attribute("rel")) {
      case "self" -> self = self.isEmpty() ? path : self;
      case "up" -> up = up.isEmpty() ? path : up;
      case "related" -> {
        if (related.size() < MAX) {
          related.add(path);
        }
      }
      default -> {
        // Alternates and the like lead elsewhere.
      }
    }
  }

  String self() {
    return self;
  }

  String up() {
    return up;
  }

  Set<String> related() {
    return related;
  }

  boolean isEmpty() {
    return self.isEmpty() && up.isEmpty();
  }

  /** The identifying part of a reference. */
  static String path(String href) {
    String path = href;
    int scheme = path.indexOf("://");
    if (scheme >= 0) {
      int slash = path.indexOf('/', scheme + 3);
      path = slash < 0 ? "" : path.substring(slash);
    }
    int query = path.indexOf('?');
    path = (query < 0 ? path : path.substring(0, query)).replaceAll("/{2,}", "/");
    int resource = path.lastIndexOf(RESOURCE);
    if (resource >= 0) {
      path = path.substring(resource + RESOURCE.length());
    }
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.endsWith("/") && path.length() > 1 ? path.length() - 1 : path.length();
    return path.substring(from, Math.max(from, to));
  }

  /** What follows a collection in a path: the 7 of {@code UsagePoint/7/MeterReading}; or empty. */
  static String idIn(String path, String collection) {
    int at = ("/" + path).lastIndexOf("/" + collection + "/");
    if (at < 0) {
      return "";
    }
    String rest = path.substring(at + collection.length() + 1);
    int slash = rest.indexOf('/');
    return decode(slash < 0 ? rest : rest.substring(0, slash));
  }

  /** An id as a step of a path. */
  static String encode(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String decode(String step) {
    if (step.indexOf('%') < 0) {
      return step;
    }
    try {
      return URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return step;
    }
  }

  /** A path up to and with the member of a collection; empty when it is not below one. */
  static String upTo(String path, String collection) {
    int at = ("/" + path).lastIndexOf("/" + collection + "/");
    if (at < 0) {
      return "";
    }
    int slash = path.indexOf('/', at + collection.length() + 1);
    return slash < 0 ? path : path.substring(0, slash);
  }
}
