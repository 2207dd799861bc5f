namespace Orchestrator.Search.Suites;

/// <summary>What samplers reached on a suite.</summary>
/// <param name="Suite">Its name.</param>
/// <param name="Seeds">Members of each family.</param>
/// <param name="Results">A row a problem and sampler.</param>
public sealed record SuiteReport(string Suite, int Seeds, IReadOnlyList<SuiteResult> Results)
{
    /// <summary>Searches of each member.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Numbers of trials after which regret is told.</summary>
    public static IReadOnlyList<int> Checkpoints { get; } = [25, 50, 100, 200];

    /// <summary>Of the problems times checkpoints the number in which a sampler is at or below the best of the others; and how many there
    /// are.</summary>
    public (int Won, int All) Wins(string sampler)
    {
        var (won, all) = (0, 0);
        foreach (var problem in Results.GroupBy(result => result.Problem))
        {
            if (problem.FirstOrDefault(result => result.Sampler == sampler) is not { } own || problem.Count() < 2)
            {
                continue;
            }

            foreach (var checkpoint in own.Regret.Keys)
            {
                all++;
                won += own.Regret[checkpoint] <= problem.Where(r => r.Sampler != sampler).Min(r => r.Regret[checkpoint]) ? 1 : 0;
            }
        }

        return (won, all);
    }
}
