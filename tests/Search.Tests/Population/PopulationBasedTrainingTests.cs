using Orchestrator.Search.Population;
using Orchestrator.Search.Samplers;

namespace Orchestrator.Search.Tests.Population;

public sealed class PopulationBasedTrainingTests
{
    [Fact]
    public void The_worst_fifth_goes_on_from_the_best_fifth()
    {
        var replacements = new PopulationBasedTraining(Spaces.Mixed, 1).After(3, Members(20, t => t));
        replacements.Select(r => r.Trial).ShouldBe([16, 17, 18, 19]);
        replacements.ShouldAllBe(r => r.Source < 4);
        replacements[0].Reason.ShouldContain("16");
    }

    [Fact]
    public void Explored_configurations_stay_in_any_space()
    {
        foreach (var space in Spaces.All.Values)
        {
            foreach (var round in Enumerable.Range(0, 20))
            {
                new PopulationBasedTraining(space, 2).After(round, Members(10, t => t, space))
                    .ShouldAllBe(r => space.Contains(r.Configuration));
            }
        }
    }

    [Fact]
    public void A_diverged_trial_is_replaced_and_never_copied()
    {
        var replacements = new PopulationBasedTraining(Spaces.Mixed, 1).After(0, Members(10, t => t % 2 == 0 ? double.NaN : t));
        replacements.Count.ShouldBe(2);
        replacements.ShouldAllBe(r => r.Trial % 2 == 0 && r.Source % 2 == 1);
    }

    [Fact]
    public void Equals_and_loners_train_on()
    {
        var training = new PopulationBasedTraining(Spaces.Mixed, 1);
        training.After(0, Members(10, _ => 1)).ShouldBeEmpty();
        training.After(0, Members(10, _ => double.NaN)).ShouldBeEmpty();
        training.After(0, Members(1, t => t)).ShouldBeEmpty();
        training.After(0, []).ShouldBeEmpty();
    }

    [Fact]
    public void The_same_round_is_decided_the_same_way_whatever_the_order()
    {
        var members = Members(15, t => t * 0.1);
        var training = new PopulationBasedTraining(Spaces.Mixed, 5);
        training.After(2, [.. members.AsEnumerable().Reverse()]).ShouldBe(training.After(2, members));
        training.After(3, members).ShouldNotBe(training.After(2, members));
    }

    private static List<Member> Members(int count, Func<int, double> loss, Orchestrator.Contracts.SearchSpaces.SearchSpace? space = null)
    {
        var sobol = new SobolSampler(space ?? Spaces.Mixed, 4);
        return [.. Enumerable.Range(0, count).Select(t => new Member(t, sobol.Suggest(new(t, [], []))!, loss(t)))];
    }
}
