using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Numpy;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Variants and drug resistance in the coding of the wide and deep network's authors (Chen et al. 2019, EBioMedicine 43:356), as arrays
/// <c>X</c>, <c>y</c>, <c>feature_names</c>, <c>drugs</c>. A variant is 0, 1, or -1 where the locus was not sequenced, which reads as 0.5;
/// a label is 0 = resistant, 1 = susceptible, -1 = missing, and is turned so that 1 means resistant. Validation isolates (<c>X_val</c>,
/// <c>y_val</c>), where there are any, are the last rows, so that <c>test: { rows: last }</c> can hold them out.
/// </summary>
public sealed class WdnnReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "wdnn";

    /// <inheritdoc />
    public string Summary => "Variants (-1, 0, 1) and resistance to several drugs, arrays X and y, then X_val and y_val; no key";

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, labelled: true);

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => Read(definition, trained.Labelled);

    private static DataSet Read(DataDefinition definition, bool labelled)
    {
        using var archive = new NpzArchive(definition.Path);
        var (inputs, width) = Matrix("X");
        if (!labelled && !archive.Keys.Contains("y"))
        {
            Recode(inputs, "X", Variant);
            var unlabelled = inputs.Length / width;
            return new(new FloatInputs(inputs, [width], Names("feature_names", width)), new UnknownTargets(unlabelled),
                Numbered(unlabelled));
        }

        var (labels, drugs) = Matrix("y");
        if (archive.Keys.Contains("X_val") && archive.Read("X_val").Shape is not [0, _]) // saved although there is none
        {
            inputs = [.. inputs, .. Matrix("X_val", width).Values];
            labels = [.. labels, .. Matrix("y_val", drugs).Values];
        }

        if (inputs.Length / width != labels.Length / drugs)
        {
            throw Wrong("y", $"{labels.Length / drugs} rows of labels for {inputs.Length / width} of variants",
                "Save as many labels as variants");
        }

        Recode(inputs, "X", Variant);
        var known = Array.ConvertAll(labels, label => label != -1);
        Recode(labels, "y", value => value switch { 0 => 1, 1 => 0, -1 => 0, _ => float.NaN });
        var rows = inputs.Length / width;
        return new(
            new FloatInputs(inputs, [width], Names("feature_names", width)),
            new ValueTargets(labels, Names("drugs", drugs) ?? [.. Enumerable.Range(1, drugs).Select(drug => $"drug {drug}")], known),
            Numbered(rows));

        static string[] Numbered(int rows) => [.. Enumerable.Range(0, rows).Select(row => row.ToString(CultureInfo.InvariantCulture))];

        static float Variant(float value) => value switch { 0 => 0, 1 => 1, -1 => 0.5f, _ => float.NaN };

        (float[] Values, int Columns) Matrix(string name, int? columns = null)
        {
            var array = archive.Read(name);
            return array.Shape is [> 0, > 0] && (columns ?? array.Shape[1]) == array.Shape[1]
                ? ([.. array.ToSingles()], array.Shape[1])
                : throw Wrong(name, $"the shape is {array.ShapeText}", columns is null
                    ? "A table is (isolates, columns)"
                    : array.Shape is [0, _] ? "It is empty, and the array beside it is not" : $"Give it {columns} columns, as many as the "
                        + $"other rows have");
        }

        IReadOnlyList<string>? Names(string name, int count) =>
            archive.Keys.Contains(name) && archive.Read(name) is { } array && array.Count == count ? array.ToStrings() : null;

        void Recode(float[] values, string name, Func<float, float> meaning)
        {
            for (var i = 0; i < values.Length; i++)
            {
                var value = meaning(values[i]);
                values[i] = float.IsNaN(value)
                    ? throw Wrong(name, $"element {i} is {values[i]}", "Only -1, 0 and 1 have a meaning") : value;
            }
        }

        DataFormatException Wrong(string array, string problem, string cure) => new(definition.Path, $"array {array}", problem, cure);
    }
}
