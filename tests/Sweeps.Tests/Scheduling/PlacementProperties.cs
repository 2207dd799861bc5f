using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Contracts.Identifiers;
using Orchestrator.Contracts.Trials;
using Orchestrator.Sweeps.Scheduling;

namespace Orchestrator.Sweeps.Tests.Scheduling;

/// <summary>What holds whatever nodes and sweeps do.</summary>
public sealed class PlacementProperties
{
    private static readonly Arbitrary<int[]> Stories = Arb.From(Gen.Choose(0, 1_000_000).ArrayOf(150));

    [Fact]
    public void Every_assignment_is_allowed_and_no_slot_stays_free_that_a_fold_could_use() =>
        Check(story =>
        {
            var town = new TestCluster();
            foreach (var step in story)
            {
                town.Live(step); // checks after each step
            }
        });

    [Fact]
    public void The_same_story_leads_to_the_same_assignments() =>
        Check(story => Tell(story).ShouldBe(Tell(story)));

    [Fact]
    public void Nobody_starves_among_equals() =>
        Check(story =>
        {
            var board = new Board();
            var (slots, sweeps) = (1 + story[0] % 5, 2 + story[1] % 5);
            board.Placement.Join(Board.Offer("a", slots));
            double[] weights = [.. Enumerable.Range(0, sweeps).Select(i => 1.0 + story[2 + i] % 4)];
            for (var i = 0; i < sweeps; i++)
            {
                Hungry(i);
            }

            var waited = new int[sweeps];
            foreach (var step in story)
            {
                foreach (var assignment in board.Place())
                {
                    for (var i = 0; i < sweeps; i++)
                    {
                        waited[i]++;
                    }

                    waited[Number(assignment)] = 0;
                }
                // A turn of w slots for a weight of w, and a slot for everybody by whom one was overtaken at the rounding.
                for (var i = 0; i < sweeps; i++)
                {
                    if (board.HeldBy($"s{i}") == 0)
                    {
                        waited[i].ShouldBeLessThanOrEqualTo((int)Math.Ceiling(weights.Sum() / weights[i]) + 2 * sweeps + slots);
                    }
                }

                board.End(board.Running[step % board.Running.Count]);
                for (var i = 0; i < sweeps; i++)
                {
                    Hungry(i);
                }
            }

            void Hungry(int i) => board.Want($"s{i}", Board.Trials(0, 40), new ResourcesDefinition(Weight: weights[i]));
        });

    [Fact]
    public void Where_all_are_hungry_nobody_holds_more_than_its_share_rounded_up() =>
        Check(story =>
        {
            var board = new Board();
            var (slots, sweeps) = (1 + story[0] % 16, 2 + story[1] % 4);
            board.Placement.Join(Board.Offer("a", slots));
            double[] weights = [.. Enumerable.Range(0, sweeps).Select(i => 1.0 + story[2 + i] % 4)];
            foreach (var step in story)
            {
                for (var i = 0; i < sweeps; i++)
                {
                    board.Want($"s{i}", Board.Trials(0, 40), new ResourcesDefinition(Weight: weights[i]));
                }

                board.Place();
                for (var i = 0; i < sweeps; i++)
                {
                    board.HeldBy($"s{i}")
                        .ShouldBeLessThanOrEqualTo(Math.Max(1, (int)Math.Ceiling(slots * weights[i] / weights.Sum() - 1e-9)));
                }

                board.End(board.Running[step % board.Running.Count]);
            }
        });

    private static IReadOnlyList<Assignment> Tell(int[] story)
    {
        var town = new TestCluster();
        return [.. story.SelectMany(town.Live)];
    }

    private static int Number(Assignment assignment) =>
        int.Parse(assignment.Sweep.Value[1..], System.Globalization.CultureInfo.InvariantCulture);

    private static void Check(Action<int[]> property) =>
        Prop.ForAll(Stories, story =>
        {
            property(story);
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(11, 7));
}
