using System.Globalization;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data;
using Orchestrator.Sdk;

namespace Orchestrator.Plugins.Adapters;

/// <summary>A plug-in's reader as one of the formats.</summary>
/// <param name="reader">The plug-in's.</param>
/// <param name="who">Reader and plug-in, for messages.</param>
/// <param name="build">Content of the plug-in.</param>
internal sealed class ReaderAdapter(IDataReader reader, string who, string build) : IDataSetReader
{
    public string Format { get; } = PartNames.Checked(reader.Format);

    public string Summary => reader.Summary;

    public bool ReadsGroups => true;

    public string Build => build[..12];

    public IReadOnlyList<string> Files(DataDefinition definition)
    {
        try
        {
            return reader.Files(Place(definition));
        }
        catch (Exception e)
        {
            throw Failed(definition, e);
        }
    }

    public DataSet Read(DataDefinition definition)
    {
        try
        {
            var rows = reader.Read(Place(definition));
            var inputs = InputsOf(rows.Inputs);
            return new DataSet(inputs, TargetsOf(rows.Targets), rows.Names
                ?? [.. Enumerable.Range(1, inputs.Rows).Select(row => row.ToString(CultureInfo.InvariantCulture))], rows.Groups);
        }
        catch (UnreadableDataException e)
        {
            throw new DataFormatException(definition.Path, e.Place, e.Problem, e.Cure, e);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Failed(definition, e);
        }
    }

    private static DataPlace Place(DataDefinition definition) => new(definition.Path, definition.Key);

    private DataFormatException Failed(DataDefinition definition, Exception e) => new(definition.Path, null,
        $"{char.ToLowerInvariant(who[0])}{who[1..]} failed ({e.GetType().Name}: {e.Message.TrimEnd('.')})",
        "Check the file, and the plug-in", e);

    private static Inputs InputsOf(RowInputs inputs) => inputs switch
    {
        RowInputs.Dna dna => SequenceInputs.Encode(dna.Sequences),
        RowInputs.Numbers numbers => numbers.Values.All(float.IsFinite)
            ? new FloatInputs(numbers.Values, [.. numbers.RowShape], numbers.ColumnNames)
            : throw new InvalidDataException("a number among the inputs is not finite"),
        _ => throw new InvalidDataException("there are no inputs"),
    };

    private static Targets TargetsOf(RowTargets targets) => targets switch
    {
        RowTargets.Classes classes => ClassTargets.FromLabels(classes.Labels),
        RowTargets.Values { Numbers: var numbers, Columns: var columns } => new ValueTargets((float[])numbers.Clone(), columns,
            numbers.Any(float.IsNaN) ? Array.ConvertAll(numbers, number => !float.IsNaN(number)) : null),
        _ => throw new InvalidDataException("there are no targets"),
    };
}
