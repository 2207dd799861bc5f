using Orchestrator.Search.Benchmarks;

// Sub-commands: ask [SIZES], regret [FUNCTIONS] [SEEDS] [TRIALS], check. Lists are separated by commas.
switch (args)
{
    case ["ask", ..]:
        AskTimes.Print(args.Length > 1 ? [.. args[1].Split(',').Select(int.Parse)] : [10, 50, 100, 200, 500]);
        return 0;
    case ["regret", ..]:
        var functions = args.Length > 1 && args[1] != "all" ? [.. args[1].Split(',').Select(BenchmarkFunction.Named)] : BenchmarkFunction.All;
        RegretTable.Print(functions, args.Length > 2 ? int.Parse(args[2]) : 10, args.Length > 3 ? int.Parse(args[3]) : 100);
        return 0;
    case ["check"]:
        return CheckValues.Verify() ? 0 : 1;
    default:
        Console.Error.WriteLine("usage: (ask [SIZES] | regret [all|FUNCTIONS] [SEEDS] [TRIALS] | check)");
        return 2;
}
