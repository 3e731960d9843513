package io.commonwatt.market.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A shuffled batch of problems in two orders on several threads gives the same bytes, by every back
 * end. The exact storage solver alone: {@code StorageExamplesTest}.
 */
class AnyOrderTest {

  private static final int THREADS = 4;
  private static final int STEPS = 8;

  @Test
  void shouldGiveTheSamePlansInAnyOrderOnAnyThread() throws Exception {
    List<DispatchProblem> batch = batch(24);
    requireSame(batch, Dispatcher::create, AnyOrderTest::planned);
    requireSame(batch, () -> new Dispatcher(OrToolsSolver.create()), AnyOrderTest::planned);
    requireSame(batch(6), () -> new Dispatcher(new OjAlgoSolver()), AnyOrderTest::planned);
  }

  /** CLP edited in place by each thread in its own order. */
  @Test
  void shouldGiveTheSameSolutionsEditedInAnyOrder() throws Exception {
    List<LinearModel> models = new ArrayList<>();
    for (DispatchProblem problem : batch(24)) {
      int entities = problem.stores().size() + problem.devices().size();
      models.add(new DispatchModel(problem, new boolean[entities][STEPS]).model().linearPart());
    }
    models.removeIf(LinearModel::hasWholeColumns);
    List<ClpSolver> opened = Collections.synchronizedList(new ArrayList<>());
    requireSame(
        models,
        () -> {
          opened.add(ClpSolver.create());
          return opened.get(opened.size() - 1);
        },
        (solver, model) -> {
          LinearSolution solution = solver.solve(model);
          return Arrays.toString(solution.values()) + Arrays.toString(solution.duals());
        });
    opened.forEach(ClpSolver::close);
  }

  /** Communities, limited homes, sites with every device, with and without proximal terms. */
  private static List<DispatchProblem> batch(int size) {
    List<DispatchProblem> batch = new ArrayList<>();
    for (long seed = 0; seed < size; seed++) {
      DispatchProblem problem =
          switch ((int) (seed % 4)) {
            case 0 -> RandomProblems.of(seed, 2, 3, STEPS, true);
            case 1 -> RandomProblems.anyLimits(seed, STEPS);
            case 2 -> RandomSites.of(seed, STEPS, 1800);
            default -> RandomProblems.single(seed, STEPS);
          };
      batch.add(seed % 5 == 0 ? RandomProblems.proximal(problem, seed) : problem);
    }
    return batch;
  }

  private static String planned(Dispatcher dispatcher, DispatchProblem problem) {
    Plan plan = dispatcher.plan(problem, Optional.empty());
    StringBuilder text = new StringBuilder();
    text.append(plan.status()).append(Arrays.deepToString(plan.setpointKw()));
    text.append(plan.objectiveMilliCent()).append(' ').append(plan.boundMilliCent());
    text.append(Arrays.deepToString(plan.details().netPriceCent()))
        .append(plan.details().givenUp());
    for (DevicePlan device : plan.details().devices()) {
      text.append(Arrays.toString(device.powerKw())).append(Arrays.deepToString(device.content()));
    }
    return text.toString();
  }

  /** Solves with a solver. */
  private interface Solve<S, T> {
    String apply(S solver, T problem);
  }

  private static <S, T> void requireSame(List<T> batch, Supplier<S> make, Solve<S, T> solve)
      throws Exception {
    S alone = make.get();
    List<String> expected = batch.stream().map(problem -> solve.apply(alone, problem)).toList();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      ThreadLocal<S> solvers = ThreadLocal.withInitial(make);
      Function<Integer, String> at = i -> solve.apply(solvers.get(), batch.get(i));
      for (long seed = 1; seed <= 2; seed++) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
          order.add(i);
        }
        Collections.shuffle(order, new Random(seed));
        List<Future<String>> answers = new ArrayList<>();
        for (int i : order) {
          answers.add(threads.submit(() -> at.apply(i)));
        }
        for (int place = 0; place < answers.size(); place++) {
          int i = order.get(place);
          assertThat(answers.get(place).get()).as("problem %d", i).isEqualTo(expected.get(i));
        }
      }
    } finally {
      threads.shutdown();
    }
  }
}
