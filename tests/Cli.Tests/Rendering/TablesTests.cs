using Orchestrator.Cli.Rendering;
using Orchestrator.Contracts.Api;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps;
using Orchestrator.Sweeps.Views;

namespace Orchestrator.Cli.Tests.Rendering;

/// <summary>What people read, to the letter.</summary>
public sealed class TablesTests
{
    // In the time zone of whoever runs the test.
    private static readonly string Started = Formatting.Time(Story.Begin().State.StartedAt);

    [Fact]
    public void A_wide_sweep_has_a_column_a_hyper_parameter() =>
        Paper.Of(tables => tables.Print(Story.Whole().State), 140).ShouldBe($$"""
            splice-1  completed, sequence-cnn, bayesian, 2 folds, maximize accuracy
            splice.fasta, seed 7, started {{Started}}

              trial   status      learning_rate   filters   pooling          accuracy   folds     duration   note
            ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                  0   completed        0.001235        64       max   0.9100 ± 0.0141     2/2   4 min 00 s
                * 1   completed          0.0005     20000     a,"b"   0.9437 ± 0.0088     2/2   6 min 00 s   1 retried
                  2   failed               0.01        16       max                 –     0/2   2 min 00 s   Fold 0: The loss is NaN in epoch 2. Not
                                                                                                             tried again: the same numbers would come
                                                                                                             out.

            Best: trial 1  accuracy 0.9437 ± 0.0088 over the folds
                  learning_rate=0.0005 filters=20000 pooling=a,"b"
            Test: accuracy 0.9512 of the best one, trained again on all folds' rows for 3 epochs
            Trial 1 is best of 3. It took 17 min 00 s.
            """);

    [Fact]
    public void A_narrower_one_has_one_column_for_all_and_breaks_no_number() =>
        Paper.Of(tables => tables.Print(Story.Whole().State), 100).ShouldBe($$"""
            splice-1  completed, sequence-cnn, bayesian, 2 folds, maximize accuracy
            splice.fasta, seed 7, started {{Started}}

              trial   status      configuration                         accuracy   note
            ────────────────────────────────────────────────────────────────────────────────────────────────────
                  0   completed   learning_rate=0.001235         0.9100 ± 0.0141
                                  filters=64 pooling=max
                * 1   completed   learning_rate=0.0005           0.9437 ± 0.0088   1 retried
                                  filters=20000 pooling=a,"b"
                  2   failed      learning_rate=0.01                           –   Fold 0: The loss is NaN in
                                  filters=16 pooling=max                           epoch 2. Not tried again:
                                                                                   the same numbers would come
                                                                                   out.

            Best: trial 1  accuracy 0.9437 ± 0.0088 over the folds
                  learning_rate=0.0005 filters=20000 pooling=a,"b"
            Test: accuracy 0.9512 of the best one, trained again on all folds' rows for 3 epochs
            Trial 1 is best of 3. It took 17 min 00 s.
            """);

    [Fact]
    public void On_a_narrow_terminal_the_scores_remain() =>
        Paper.Of(tables => tables.Print(Story.Whole().State), 60).ShouldBe($$"""
            splice-1  completed, sequence-cnn, bayesian, 2 folds,
            maximize accuracy
            splice.fasta, seed 7, started {{Started}}

              trial   configuration                           accuracy
            ────────────────────────────────────────────────────────────
                  0   learning_rate=0.001235           0.9100 ± 0.0141
                      filters=64 pooling=max
                * 1   learning_rate=0.0005             0.9437 ± 0.0088
                      filters=20000 pooling=a,"b"
                  2   learning_rate=0.01 filters=16                  –
                      pooling=max

            Best: trial 1  accuracy 0.9437 ± 0.0088 over the folds
                  learning_rate=0.0005 filters=20000 pooling=a,"b"
            Test: accuracy 0.9512 of the best one, trained again on all
            folds' rows for 3 epochs
            Trial 1 is best of 3. It took 17 min 00 s.
            """);

    [Fact]
    public void A_sweep_without_a_trial_says_so() =>
        Paper.Of(tables => tables.Print(Story.Begin().State), 100).ShouldBe($$"""
            splice-1  searching, sequence-cnn, bayesian, 2 folds, maximize accuracy
            splice.fasta, seed 7, started {{Started}}

              trial   status   learning_rate   filters   pooling   accuracy   folds   duration   note

            No trial has a score yet.
            """);

    [Fact]
    public void What_some_folds_let_expect_of_a_trial_is_told_from_a_score()
    {
        var story = Story.Begin(trials: 1);
        story.Suggest(0.001, 32, "max");
        story.Finish(0, 0, 0.8);
        var state = SweepEvolution.Apply(story.State, new TrialPruned(0, "No chance.", story.Now, new PartialScore(1, 0.8125, 0.02)));

        Paper.Of(tables => tables.Print(state), 140).ShouldContain("≈ 0.8125 ± 0.0200     1/2");
        Paper.Of(tables => tables.Print(TrialViews.Details(state, 0, [])), 140)
            .ShouldContain("trial 0  pruned  accuracy ≈ 0.8125 ± 0.0200, expected from 1 of its folds");
    }

    [Fact]
    public void A_list_has_a_line_a_sweep() =>
        Paper.Of(tables => tables.Print(
            [SweepSummaries.Summarize(Story.Whole().State), SweepSummaries.Summarize(Story.Begin().State)]), 120).ShouldBe($$"""
              sweep      status      model          search     trials   metric       best     test   started
            ───────────────────────────────────────────────────────────────────────────────────────────────────────────
              splice-1   completed   sequence-cnn   bayesian      3/3   accuracy   0.9437   0.9512   {{Started}}
              splice-1   searching   sequence-cnn   bayesian      0/3   accuracy        –        –   {{Started}}
            """);

    [Fact]
    public void A_trial_shows_folds_attempts_and_curves() =>
        Paper.Of(tables => tables.Print(Trial(1)), 120).ShouldBe("""
            splice-1 trial 1  completed  accuracy 0.9437 ± 0.0088
            learning_rate=0.0005 filters=20000 pooling=a,"b"

              fold    status      accuracy   best epoch   epochs   trained   learning curve   attempts
            ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
              0       completed     0.9500            3        4    12.5 s   ▁▅█▅             1 on local/0, 1 min 00 s: crashed.
                                                                                              Exit code 139, it said
                                                                                              "no". Tried again: failure 1 of at
                                                                                              most 2.
                                                                                              2 on local/0, 1 min 00 s
              1       completed     0.9375            3        4    12.5 s   ▁▅█▅             1 on local/1, 1 min 00 s
              refit   completed     0.9512            6        4    12.5 s                    1 on local/0, 1 min 00 s

            validation accuracy by epoch; * = the weights that are kept

              epoch   fold 0     fold 1
            ───────────────────────────────
                  1   0.7500     0.7375
                  2   0.8500     0.8375
                  3   0.9500 *   0.9375 *
                  4   0.8500     0.8375
            """);

    [Fact]
    public void A_failed_trial_says_why() =>
        Paper.Of(tables => tables.Print(Trial(2)), 100).ShouldBe("""
            splice-1 trial 2  failed  accuracy –
            learning_rate=0.01 filters=16 pooling=max
            Fold 0: The loss is NaN in epoch 2. Not tried again: the same numbers would come out.

              fold   status    accuracy   best epoch   epochs   trained   attempts
            ────────────────────────────────────────────────────────────────────────────────────────────────────
              0      failed           –            –        –         –   1 on local/0, 1 min 00 s: diverged.
                                                                          The loss is NaN in epoch 2. Not
                                                                          tried again: the same numbers would
                                                                          come out.
              1      waiting          –            –        –         –
            """);

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(200)]
    public void No_line_is_longer_than_the_terminal(int width)
    {
        var state = Story.Whole().State;
        foreach (
            var text in new[] { Paper.Of(t => t.Print(state), width), Paper.Of(t => t.Print([state.Summarize()]), width),
                Paper.Of(t => t.Print(Trial(1)), width) })
        {
            text.Split('\n').ShouldAllBe(line => line.Length <= width);
        }
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_end()
    {
        var curve = Enumerable.Range(1, 100).Select(epoch => new CurvePoint(epoch, epoch / 100.0)).ToArray();
        var trial = Trial(1);
        var text = Paper.Of(tables => tables.Print(trial with { Folds = [trial.Folds[0] with { Curve = curve }] }), 120);
        var epochs = text.Split('\n').SkipWhile(line => !line.TrimStart().StartsWith("epoch ")).Skip(2)
            .Select(line => line.Trim().Split(' ')[0]).ToArray();
        epochs.Length.ShouldBeLessThanOrEqualTo(16);
        (epochs[0], epochs[^1]).ShouldBe(("1", "100"));
    }

    [Fact]
    public void Numbers_look_the_same_in_all_countries()
    {
        var state = Story.Whole().State;
        Foreign.Run(() => Paper.Of(tables => tables.Print(state), 140)).ShouldBe(Paper.Of(tables => tables.Print(state), 140));
        Foreign.Run(() => Paper.Of(tables => tables.Print(Trial(1)), 140)).ShouldBe(Paper.Of(tables => tables.Print(Trial(1)), 140));
    }

    [Fact]
    public void Markup_in_names_and_reasons_is_text()
    {
        var best = BestView.Of(Story.Whole().State) with { Ending = "[red]no[/] [", Metric = "[bold]" };
        Paper.Of(tables => tables.Print(best)).ShouldContain("[red]no[/] [");
    }

    private static TrialDetails Trial(int number)
    {
        var story = Story.Whole();
        return TrialViews.Details(story.State, number, [.. story.Measurements.Where(m => m.Trial == number)]);
    }
}
