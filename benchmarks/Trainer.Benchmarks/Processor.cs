using System.Globalization;

namespace Orchestrator.Trainer.Benchmarks;

/// <summary>Processor time of this process and of the children that it has waited for: what a busy machine does not change.</summary>
internal static class Processor
{
    private const int User = 11, Children = 15; // fields of /proc/self/stat behind the name, counted from 0 at the state
    private const double MillisecondsOfTick = 10; // Linux: 100 a second

    /// <summary>Milliseconds so far, in steps of 10.</summary>
    public static double Milliseconds()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[User..Children].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) * MillisecondsOfTick;
    }
}
