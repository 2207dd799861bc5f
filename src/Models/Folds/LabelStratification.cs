using Orchestrator.Contracts.Randomness;
using Orchestrator.Models.Data;

namespace Orchestrator.Models.Folds;

/// <summary>
/// Deals units (rows, or groups of rows) into bins of given sizes so that each bin gets its share of every label: iterative stratification.
/// </summary>
/// <remarks>
/// Sechidis, Tsoumakas and Vlahavas, "On the stratification of multi-label data", ECML PKDD 2011, algorithm 1, with units of any size: the
/// label with the fewest units left is dealt first, its largest unit first, each unit to the bin that lacks that label most, then to the
/// one that lacks most rows; ties are decided by the seed.
/// </remarks>
internal sealed class LabelStratification
{
    private readonly int[][] units;     // rows of each unit
    private readonly double[][] carried; // (units, labels): how many of a unit's rows carry the label

    /// <param name="targets">Classes, each of which is a label, or labels of which several may hold. Other numbers stratify
    /// nothing.</param>
    /// <param name="units">Rows of each unit.</param>
    /// <param name="stratified">Whether to look at the targets at all.</param>
    public LabelStratification(Targets targets, int[][] units, bool stratified)
    {
        this.units = units;
        carried = Array.ConvertAll(units, rows => Carried(targets, rows, stratified));
    }

    /// <summary>A bin for each unit.</summary>
    /// <param name="shares">The share of all rows that each bin shall have; they add up to 1.</param>
    /// <param name="random">Decides ties and the order of equal units.</param>
    public int[] Deal(double[] shares, RandomStream random)
    {
        var labels = carried.Length == 0 ? 0 : carried[0].Length;
        var rowsWanted = Array.ConvertAll(shares, share => share * units.Sum(rows => rows.Length));
        var wanted =
            Array.ConvertAll(shares, share => Enumerable.Range(0, labels).Select(label => share * carried.Sum(counts => counts[label]))
                .ToArray());
        var bins = new int[units.Length];
        Array.Fill(bins, -1);
        var order = Enumerable.Range(0, units.Length).ToArray();
        random.Shuffle(order.AsSpan());
        var left = Enumerable.Range(0, labels).Select(label => order.Where(unit => carried[unit][label] > 0).ToList()).ToArray();
        while (Rarest(left) is { } label)
        {
            foreach (var unit in left[label].OrderByDescending(unit => carried[unit][label]))
            {
                Place(unit, label);
            }

            foreach (var waiting in left)
            {
                waiting.RemoveAll(unit => bins[unit] >= 0);
            }
        }

        foreach (var unit in order.Where(unit => bins[unit] < 0).OrderByDescending(unit => units[unit].Length))
        {
            Place(unit, null);
        }

        return bins;

        void Place(int unit, int? label)
        {
            var offset = random.NextInt(shares.Length); // equal bins take turns by chance
            var bin = Enumerable.Range(0, shares.Length).Select(i => (i + offset) % shares.Length)
                .OrderByDescending(i => label is { } own ? wanted[i][own] : 0)
                .ThenByDescending(i => rowsWanted[i])
                .First();
            bins[unit] = bin;
            rowsWanted[bin] -= units[unit].Length;
            for (var i = 0; i < labels; i++)
            {
                wanted[bin][i] -= carried[unit][i];
            }
        }
    }

    private static int? Rarest(List<int>[] left)
    {
        int? rarest = null;
        for (var label = 0; label < left.Length; label++)
        {
            if (left[label].Count > 0 && (rarest is not { } best || left[label].Count < left[best].Count))
            {
                rarest = label;
            }
        }

        return rarest;
    }

    private static double[] Carried(Targets targets, int[] rows, bool stratified)
    {
        switch (targets)
        {
            case ClassTargets classes when stratified:
                var counts = new double[classes.Names.Count];
                foreach (var row in rows)
                {
                    counts[classes.Classes[row]]++;
                }

                return counts;
            case ValueTargets { AreLabels: true } labels when stratified:
                var held = new double[2 * labels.Columns]; // both answers: a label that is often missing needs its zeros shared out too
                foreach (var row in rows)
                {
                    for (var column = 0; column < labels.Columns; column++)
                    {
                        if (labels.IsKnown(row, column))
                        {
                            held[2 * column + (int)labels.Values[row * labels.Columns + column]]++;
                        }
                    }
                }

                return held;
            default:
                return [];
        }
    }
}
