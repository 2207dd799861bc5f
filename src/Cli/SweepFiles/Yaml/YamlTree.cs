using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>Builds the tree of a YAML file that keeps where everything stands, which object mappers forget.</summary>
internal sealed class YamlTree
{
    private readonly Parser parser;
    private readonly Problems problems;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];

    private YamlTree(string text, Problems problems) => (parser, this.problems) = (new Parser(new Scanner(new StringReader(text), skipComments: true)), problems);

    /// <summary>The file's first document; null, with a problem, when it is no YAML.</summary>
    public static YamlNode? Parse(string text, Problems problems)
    {
        try
        {
            var tree = new YamlTree(text, problems);
            tree.parser.Consume<StreamStart>();
            if (tree.parser.Accept<StreamEnd>(out _))
            {
                problems.Add(1, 1, "the file is empty. See examples/splice.yaml for what belongs into it.");
                return null;
            }
            tree.parser.Consume<DocumentStart>();
            return tree.Node();
        }
        catch (YamlException e)
        {
            var tab = e.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) ? " Indent with spaces." : "";
            problems.Add((int)e.Start.Line, (int)e.Start.Column, $"this is no YAML: {e.Message.TrimEnd('.')}.{tab}");
            return null;
        }
    }

    private YamlNode Node()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value, out var known) ? known : throw new YamlException(alias.Start, alias.End, $"the anchor '{alias.Value}' is not defined above");
        }
        var start = parser.Current as NodeEvent ?? throw new YamlException("a value was expected");
        YamlNode node = start switch
        {
            Scalar scalar => Scalar(scalar),
            SequenceStart => List(start),
            _ => Map(start),
        };
        if (!start.Anchor.IsEmpty) anchors[start.Anchor] = node;
        return node;
    }

    private YamlScalar Scalar(Scalar scalar)
    {
        parser.MoveNext();
        return new YamlScalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private YamlList List(NodeEvent start)
    {
        parser.MoveNext();
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node());
        return new YamlList((int)start.Start.Line, (int)start.Start.Column, items);
    }

    private YamlMap Map(NodeEvent start)
    {
        parser.MoveNext();
        var entries = new List<(YamlScalar, YamlNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Node(), Node());
            if (key is not YamlScalar name) problems.Add(key, $"a key is a word, not {key.Kind}.");
            else if (entries.Any(e => e.Item1.Text == name.Text)) problems.Add(name, $"the key '{name.Text}' stands here twice.");
            else entries.Add((name, value));
        }
        return new YamlMap((int)start.Start.Line, (int)start.Start.Column, entries);
    }
}
