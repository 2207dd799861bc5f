using Orchestrator.Search;
using Orchestrator.Search.Benchmarks;

const string usage = """
    usage: ask    [SAMPLERS] [SIZES]                        CPU time of a suggestion after so many trials
           regret [SAMPLERS] [FUNCTIONS] [SEEDS] [TRIALS] [PARALLEL]   median regret, beside the peers'
           first  [SAMPLERS] [SIZES]                        the same in a fresh process, compiling included
           memory [SAMPLERS] [TRIALS]                       memory that a sampler takes after so many trials
           suite [SUITE] [SAMPLERS] [SEEDS] [TRIALS] [PROBLEMS]   regret on a suite of seeded problems: tuning, held-out or networks
           peers PYTHON SUITE PEERS SEEDS TRIALS FILE [PROBLEMS]   Optuna's regret on a suite, added to a file like Data/suite_peers.json
           compare REPORT [SAMPLER]                         a report of 'orchestrator bench search --json' beside those peers
           pruning                                          epochs saved by each pruner, beside Optuna's
           folds [TABLES] [SAMPLERS] [SEEDS] [TRIALS] [PARALLEL]   searches fold by fold over recorded sweeps
           cost [SEEDS]                                     what is reached in so much training time, costs weighed and not
           check                                            the functions against reference values
    Lists are separated by commas; 'all' is every one. Defaults: ask all 10,50,100,200,500,1000; first bayesian 200; memory all 1000;
    regret bayesian all 10 100 1; compare's SAMPLER bayesian.
    """;

if (args is ["--help" or "-h" or "-?", ..])
{
    Console.Out.WriteLine(usage);
    return 0;
}

string[] Samplers(int at, string otherwise) =>
    (args.ElementAtOrDefault(at) ?? otherwise) is var names && names == "all"
        ? [.. SamplerRegistry.Names.Where(n => n != "grid")] : names.Split(',');
int Number(int at, int otherwise) => args.Length > at ? int.Parse(args[at]) : otherwise;

switch (args.FirstOrDefault())
{
    case "ask":
        AskTimes.Print(Samplers(1, "all"), [.. (args.ElementAtOrDefault(2) ?? "10,50,100,200,500,1000").Split(',').Select(int.Parse)]);
        return 0;
    case "first":
        FirstAsk.Print(Samplers(1, "bayesian"), [.. (args.ElementAtOrDefault(2) ?? "200").Split(',').Select(int.Parse)]);
        return 0;
    case "first-ask": // a child of "first"
        FirstAsk.Measure(args[1], Number(2, 200));
        return 0;
    case "memory":
        MemoryGrowth.Print(Samplers(1, "all"), Number(2, 1000));
        return 0;
    case "regret":
        var functions = args.ElementAtOrDefault(2) is null or "all"
            ? BenchmarkFunction.All : [.. args[2].Split(',').Select(BenchmarkFunction.Named)];
        RegretTable.Print(Samplers(1, "bayesian"), functions, Number(3, 10), Number(4, 100), Number(5, 1));
        return 0;
    case "suite":
        SuiteTable.Print(args.ElementAtOrDefault(1) ?? SearchSuites.Tuning,
            args.ElementAtOrDefault(2) is null or "all" ? SearchSuites.Samplers : args[2].Split(','), Number(3, 10), Number(4, 200),
            args.ElementAtOrDefault(5)?.Split(','));
        return 0;
    case "peers" when args.Length >= 7:
        PeerRuns.Record(args[1], args[2], args[3].Split(','), Number(4, 10), Number(5, 200), args[6],
            args.ElementAtOrDefault(7)?.Split(','));
        return 0;
    case "compare" when args.Length >= 2:
        PeerTable.Print(args[1], args.ElementAtOrDefault(2) ?? "bayesian");
        return 0;
    case "folds":
        FoldWiseTable.Print(args.ElementAtOrDefault(1) is null or "all" ? RecordedTable.Names : args[1].Split(','),
            Samplers(2, "bayesian,tpe,random"), Number(3, 20), Number(4, 60), Number(5, 4));
        return 0;
    case "cost":
        CostTable.Print(Number(1, 20));
        return 0;
    case "pruning":
        PruningTable.Print();
        return 0;
    case "check":
        return CheckValues.Verify() ? 0 : 1;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
