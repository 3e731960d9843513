package io.commonwatt.app.forecast;

import io.commonwatt.app.UserError;
import io.commonwatt.forecasting.ForecastSettings;
import io.commonwatt.forecasting.ImportedModel;
import io.commonwatt.forecasting.boost.BoostingParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What forecasts on the stream. */
public enum ForecastChoice {
  /** The linear model of each segment. */
  LINEAR,
  /** It and boosted trees, blended by what they lost lately. */
  BLEND;

  /** The name it is chosen by. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The choice of that name.
   *
   * @param where the option or key that names it
   */
  public static ForecastChoice parse(String where, String name) {
    return Arrays.stream(values())
        .filter(each -> each.code().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage(
                    "forecast-model",
                    where + " is '" + name + "'",
                    "use linear, or blend for boosted trees beside it"));
  }

  /** The settings with what was chosen. */
  public ForecastSettings of(ForecastSettings settings) {
    return this == BLEND ? settings.boosted(BoostingParameters.STREAM) : settings;
  }

  /**
   * Reads models made elsewhere.
   *
   * @param named {@code segment=file}, comma-separated; empty for none
   */
  public static List<ImportedModel> readModels(String named) {
    List<ImportedModel> models = new ArrayList<>();
    for (String one : named.isBlank() ? new String[0] : named.split(",")) {
      int equals = one.indexOf('=');
      if (equals < 1) {
        throw new UserError(
            "onnx-models",
            "onnxModels holds '" + one.strip() + "'",
            "write segment=file, for example usage-point.consumption.1800=models/homes.onnx");
      }
      String segment = one.substring(0, equals).strip();
      Path file = Path.of(one.substring(equals + 1).strip());
      if (models.stream().anyMatch(each -> each.segment().equals(segment))) {
        throw new UserError(
            "onnx-models", "onnxModels names two files for " + segment, "name one a segment");
      }
      try {
        models.add(
            new ImportedModel(segment, file.getFileName().toString(), Files.readAllBytes(file)));
      } catch (IOException e) {
        throw new UserError(
            "onnx-models",
            "cannot read the model " + file + " of " + segment,
            "give a file this process may read, or leave it out of onnxModels");
      } catch (IllegalArgumentException e) {
        throw new UserError("onnx-models", e.getMessage(), "mend the key onnxModels");
      }
    }
    return models;
  }
}
