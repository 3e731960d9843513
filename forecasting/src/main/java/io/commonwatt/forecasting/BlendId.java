package io.commonwatt.forecasting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a forecast names the models of a blend: {@code 0.350 id + 0.650 id}, those without weight
 * left out. The weights are exact. Stateless.
 */
public final class BlendId {

  private static final String PLUS = " + ";

  private BlendId() {}

  static String of(List<String> ids, int[] permille) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < permille.length; i++) {
      if (permille[i] > 0) {
        text.append(text.length() == 0 ? "" : PLUS)
            .append(permille[i] / 1000)
            .append('.')
            .append(Integer.toString(1000 + permille[i] % 1000).substring(1))
            .append(' ')
            .append(ids.get(i));
      }
    }
    return text.toString();
  }

  /**
   * Weights by id of a model: of the members of a blend, else one of the whole.
   *
   * @param modelId of a forecast
   */
  public static Map<String, Double> parse(String modelId) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String part : modelId.split(" \\+ ", -1)) {
      int space = part.indexOf(' ');
      if (space < 0) {
        return Map.of(modelId, 1.0);
      }
      weights.put(part.substring(space + 1), Double.parseDouble(part.substring(0, space)));
    }
    return weights;
  }
}
