package io.commonwatt.forecasting;

import io.commonwatt.forecasting.blend.Blend;
import io.commonwatt.forecasting.blend.BlendWeights;
import io.commonwatt.forecasting.feature.Issue;
import io.commonwatt.forecasting.model.FeatureClimatology;
import io.commonwatt.forecasting.model.RowModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What forecasts a series beside the reference.
 *
 * @param model null where nothing may
 * @param modelId what forecasts say about it: the id of a model; of a blend {@link BlendId}
 * @param through end of the oldest data window; null where nothing was trained
 * @param members null where one model forecasts alone
 * @param permille weights of the members
 */
record Trusted(RowModel model, String modelId, Instant through, Members members, int[] permille) {

  /** Nothing beside the reference. */
  static final Trusted NOTHING = new Trusted(null, "", null, null, null);

  /** The climatology, where no model is to be trusted. */
  static final Trusted CLIMATOLOGY =
      new Trusted(new FeatureClimatology(), FeatureClimatology.NAME, null, null, null);

  /**
   * The members of the blend of a segment at one issue.
   *
   * @param indices in {@link BlendWeights#MEMBERS}
   * @param ids of the models, in the same order
   */
  record Members(Blend blend, int[] indices, List<String> ids, Instant through) {

    /** The models and the climatology. */
    static Members of(List<ServingModel> models) {
      List<RowModel> members = new ArrayList<>(List.of(new FeatureClimatology()));
      List<String> ids = new ArrayList<>(List.of(FeatureClimatology.NAME));
      int[] indices = new int[models.size() + 1];
      Instant through = models.get(0).windowTo();
      for (int i = 0; i < models.size(); i++) {
        ServingModel model = models.get(i);
        members.add(model.model());
        ids.add(model.id());
        indices[i + 1] = BlendWeights.MEMBERS.indexOf(model.algorithm());
        through = model.windowTo().isBefore(through) ? model.windowTo() : through;
      }
      return new Members(new Blend(members), indices, ids, through);
    }

    /** The blend with the weights of a series. */
    Trusted weighed(int[] permille) {
      blend.weigh(permille);
      return new Trusted(blend, BlendId.of(ids, permille), through, this, permille);
    }
  }

  /** One model by itself. */
  static Trusted alone(ServingModel serving) {
    return new Trusted(serving.model(), serving.id(), serving.windowTo(), null, null);
  }

  /** Whether it was trained, so that its bands are calibrated. */
  boolean learnt() {
    return through != null;
  }

  /** End of the oldest data window; the issue where nothing was trained. */
  Instant trainedThrough(Instant issued) {
    return through == null ? issued : through;
  }

  /** What the members of a blend have just said of an issue; null where there is no blend. */
  JudgedMembers judged(Issue issue) {
    return members == null
        ? null
        : JudgedMembers.of(members.blend(), members.indices(), permille, issue);
  }
}
