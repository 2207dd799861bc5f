using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Text;

namespace Orchestrator.Models.Data.Readers;

/// <summary>
/// Labelled DNA: <c>&gt;identifier label=EI</c>, then the sequence on one or several lines. The label is the header's field
/// <c>label=</c>, or the one that the key names (<c>key: class</c> reads <c>class=</c>); fields are separated by blanks. Groups are fields
/// too.
/// </summary>
public sealed class FastaReader : IScoringReader
{
    /// <inheritdoc />
    public string Format => "fasta";

    /// <inheritdoc />
    public string Summary => "DNA sequences with a label=NAME field in each header; key: another field's name";

    /// <inheritdoc />
    public DataSet Read(DataDefinition definition) => Read(definition, labelled: true);

    /// <inheritdoc />
    public DataSet ReadToScore(DataDefinition definition, TrainedColumns trained) => Read(definition, trained.Labelled);

    private static DataSet Read(DataDefinition definition, bool labelled)
    {
        var key = definition.Key ?? "label";
        var field = LabelColumn.NameOf(key) + "=";
        var groupKey = definition.Groups is { File: null, Column: var column } ? column : null;
        var group = groupKey is null ? null : GroupColumn.NameOf(groupKey) + "=";
        var (groups, headers) = (new List<string>(), new List<int>());
        var (names, labels, sequences) = (new List<string>(), new List<string>(), new List<string>());
        var sequence = new StringBuilder();
        var (number, header) = (0, 0);
        using var reader = Utf8Text.OpenLines(definition.Path);
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('>'))
            {
                EndRecord();
                header = number;
                headers.Add(number);
                var parts = line[1..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                names.Add(parts.FirstOrDefault()
                    ?? throw Wrong(number, "the header names no sequence", $"Write '>identifier {field}NAME'"));
                if (labelled || Value(parts, field) is not null)
                {
                    if (labels.Count < names.Count - 1)
                    {
                        throw Wrong(number, $"this header has a field '{field}', those before have none", "Label all records or none");
                    }

                    labels.Add(Field(parts, field, "name another field with 'key'"));
                }
                else if (labels.Count > 0)
                {
                    throw Wrong(number, $"the header has no field '{field}', those before have one", "Label all records or none");
                }

                if (group is not null)
                {
                    groups.Add(Field(parts, group, "name another field with 'groups'"));
                }

                continue;
            }

            var letters = line.AsSpan().Trim();
            if (header == 0 && letters.Length > 0)
            {
                throw Wrong(number, "the file does not begin with a '>' header", "Check that it is a FASTA file");
            }

            if (PaddedSequences.Strange(letters) is { } letter)
            {
                throw Wrong(number, $"'{letter}' is not a nucleotide", PaddedSequences.Letters);
            }

            sequence.Append(letters);
        }

        EndRecord();
        if (sequences.Count == 0)
        {
            throw new DataFormatException(definition.Path, null, "the file holds no sequence", "Check that it is the file you mean");
        }

        var targets = labels.Count > 0
            ? LabelColumn.Parse(definition.Path, key, labels, row => $"line {headers[row]}") : new UnknownTargets(names.Count);
        var inputs = PaddedSequences.Encode(definition.Path, sequences, row => $"line {headers[row]}");
        return new(inputs, targets, names,
            groupKey is null ? null : GroupColumn.Of(definition.Path, groupKey, groups, row => $"line {headers[row]}"),
            remarks: PaddedSequences.Remark(inputs, row => names[row]) is { } remark ? [remark] : null);

        // A value ends at the next blank: words behind it would be lost, and with them the difference between two classes.
        string Field(string[] parts, string wanted, string otherwise)
        {
            var at = Array.FindIndex(parts, part => part.StartsWith(wanted, StringComparison.Ordinal));
            if (at < 0 || parts[at].Length == wanted.Length)
            {
                throw Wrong(number, $"the header has no field '{wanted}'", $"Write '>{parts[0]} {wanted}NAME', or {otherwise}");
            }

            if (at + 1 < parts.Length && !parts[at + 1].Contains('='))
            {
                throw Wrong(number, $"the word '{parts[at + 1]}' behind '{parts[at]}' belongs to no field",
                    $"Write '{parts[at]}_{parts[at + 1]}', or other words before the fields");
            }

            return Array.FindLastIndex(parts, part => part.StartsWith(wanted, StringComparison.Ordinal)) == at
                ? parts[at][wanted.Length..]
                : throw Wrong(number, $"the header has the field '{wanted}' twice", "Leave one");
        }

        static string? Value(string[] parts, string wanted) =>
            parts.FirstOrDefault(part => part.StartsWith(wanted, StringComparison.Ordinal));

        void EndRecord()
        {
            if (header == 0)
            {
                return;
            }

            if (sequence.Length == 0)
            {
                throw Wrong(header, $"'{names[^1]}' has no sequence", "Remove the record or add its sequence");
            }

            sequences.Add(sequence.ToString());
            sequence.Clear();
        }

        DataFormatException Wrong(int line, string problem, string cure) => new(definition.Path, $"line {line}", problem, cure);
    }
}
