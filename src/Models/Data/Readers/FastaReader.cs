using System.Text;
using Orchestrator.Contracts.Definitions;
using Orchestrator.Models.Data.Files;
using Orchestrator.Models.Data.Sequences;

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
        var field = (definition.Key ?? "label") + "=";
        var group = definition.Groups is { File: null, Column: var column } ? column + "=" : null;
        var groups = new List<string>();
        var (names, labels, sequences) = (new List<string>(), new List<string>(), new List<string>());
        var sequence = new StringBuilder();
        var (number, header) = (0, 0);
        using var reader = new StreamReader(DataSource.Open(definition.Path));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.StartsWith('>'))
            {
                EndRecord();
                header = number;
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

            foreach (var letter in line.AsSpan().Trim())
            {
                if (header == 0)
                {
                    throw Wrong(number, "the file does not begin with a '>' header", "Check that it is a FASTA file");
                }

                if (!DnaAlphabet.TryEncode(letter, out _))
                {
                    throw Wrong(number, $"'{letter}' is not a nucleotide",
                        "Use A, C, G, T, U, N or an IUPAC ambiguity letter, without gaps");
                }

                sequence.Append(letter);
            }
        }

        EndRecord();
        if (sequences.Count == 0)
        {
            throw new DataFormatException(definition.Path, null, "the file holds no sequence", "Check that it is the file you mean");
        }

        Targets targets = labels.Count > 0 ? ClassTargets.FromLabels(labels) : new UnknownTargets(names.Count);
        return new(SequenceInputs.Encode(sequences), targets, names, group is null ? null : groups);

        string Field(string[] parts, string wanted, string otherwise) =>
            Value(parts, wanted) is { Length: > 0 } value
                ? value
                : throw Wrong(number, $"the header has no field '{wanted}'", $"Write '>{parts[0]} {wanted}NAME', or {otherwise}");

        static string? Value(string[] parts, string wanted) =>
            parts.FirstOrDefault(part => part.StartsWith(wanted, StringComparison.Ordinal))?[wanted.Length..];

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
