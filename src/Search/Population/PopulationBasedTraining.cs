using Orchestrator.Contracts.Randomness;
using Orchestrator.Contracts.SearchSpaces;
using Orchestrator.Search.Constraints;
using Orchestrator.Search.Encoding;

namespace Orchestrator.Search.Population;

/// <summary>
/// Population-based training: after each round of epochs the worst fifth goes on from the weights of trials of the best fifth, with their
/// hyper-parameters changed a little, so that a schedule is found in the time of one training.
/// </summary>
/// <remarks>
/// Jaderberg et al., "Population based training of neural networks", arXiv 1711.09846: truncation selection; explore by a step of a tenth
/// of each parameter's own scale up or down, or with probability 0.25 by a fresh draw. A function of the seed, the round and the members.
/// </remarks>
public sealed class PopulationBasedTraining
{
    private const double Share = 0.2;
    private const double Step = 0.1;
    private const double Redraw = 0.25;

    private readonly SpaceEncoding encoding;
    private readonly Feasibility feasibility;
    private readonly ulong seed;

    /// <summary>Training over <paramref name="space"/>.</summary>
    public PopulationBasedTraining(SearchSpace space, ulong seed)
    {
        encoding = new SpaceEncoding(space);
        feasibility = new Feasibility(encoding);
        this.seed = seed;
    }

    /// <summary>Who goes on from whom after a round; none where fewer than two members, or equal ones, leave nothing to gain.</summary>
    /// <param name="round">The round that has ended, from 0.</param>
    /// <param name="members">All trials of the population, in any order.</param>
    public IReadOnlyList<Replacement> After(int round, IReadOnlyList<Member> members)
    {
        Member[] ranked =
            [.. members.OrderBy(member => double.IsFinite(member.Loss) ? member.Loss : double.PositiveInfinity)
                .ThenBy(member => member.Trial)];
        var count = Math.Min((int)Math.Ceiling(Share * ranked.Length), ranked.Length / 2);
        var replacements = new List<Replacement>();
        foreach (var loser in ranked[^count..])
        {
            var random = new RandomStream(SeedSequence.Derive(seed, loser.Trial, round, "exploit and explore"));
            var winner = ranked[random.NextInt(count)];
            if (!double.IsFinite(winner.Loss) || winner.Loss >= loser.Loss)
            {
                continue;
            }

            replacements.Add(new(loser.Trial, winner.Trial, Explore(winner.Configuration, random),
                FormattableString.Invariant(
                    $"loss {loser.Loss:G4} after round {round}, against {winner.Loss:G4} of trial {winner.Trial}")));
        }

        return replacements;
    }

    private Configuration Explore(Configuration configuration, RandomStream random)
    {
        var point = encoding.Encode(configuration);
        for (var i = 0; i < point.Length; i++)
        {
            var (redraws, draw, up) = (random.NextDouble() < Redraw, random.NextDouble(), random.NextDouble() < 0.5);
            if (redraws)
            {
                point[i] = encoding.Axes[i].FromUniform(draw);
            }
            else if (!encoding.Axes[i].IsCategorical)
            {
                point[i] = Moved(encoding.Axes[i], point[i], up ? 1 : -1);
            }
        }

        return encoding.Decode(feasibility.Repair(point, random));
    }

    /// <summary>A tenth of the scale away, at least one level, turned back at the ends.</summary>
    private static double Moved(Axis axis, double coordinate, int direction)
    {
        var step = axis.Levels is { } levels ? Math.Max(Step, 1.0 / levels) : Step;
        var moved = coordinate + direction * step;
        return axis.Snap(moved is >= 0 and <= 1 ? moved : Math.Clamp(coordinate - direction * step, 0, 1));
    }
}

/// <summary>One trial of a population that trains together.</summary>
/// <param name="Trial">Its number.</param>
/// <param name="Configuration">The hyper-parameters that it trains with now.</param>
/// <param name="Loss">Its loss at the end of this round; non-finite = diverged.</param>
public sealed record Member(int Trial, Configuration Configuration, double Loss);

/// <summary>A trial that gives up its weights for a better one's.</summary>
/// <param name="Trial">Who is replaced.</param>
/// <param name="Source">Whose checkpoint it goes on from.</param>
/// <param name="Configuration">What it trains with from now on: the source's hyper-parameters, changed a little.</param>
/// <param name="Reason">For people, with both losses.</param>
public sealed record Replacement(int Trial, int Source, Configuration Configuration, string Reason);
