using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestrator.Cli.SweepFiles.Yaml;

/// <summary>Builds the tree of a YAML file that keeps where everything stands, which object mappers forget.</summary>
internal sealed class YamlTree
{
    // A sweep file has five levels; what nests without end would overflow the stack.
    private const int Deepest = 64;

    private readonly Parser parser;
    private readonly Problems problems;
    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private Mark last = new(0, 1, 1);

    private YamlTree(string text, Problems problems) =>
        (parser, this.problems) = (new Parser(new Scanner(new StringReader(text), skipComments: true)), problems);

    /// <summary>The file's one document; null, with a problem, when it is no YAML.</summary>
    public static YamlNode? Parse(string text, Problems problems)
    {
        var tree = new YamlTree(text, problems);
        try
        {
            return tree.Document();
        }
        catch (YamlException e)
        {
            var reason = e.Message.TrimEnd('.');
            if (IndentingTab(text, e) is { } line)
            {
                problems.Add(line, 1, "a tab indents this line; YAML is indented with spaces.");
            }
            else
            {
                problems.Add((int)Math.Max(1, e.Start.Line), (int)Math.Max(1, e.Start.Column),
                    $"this is no YAML: {char.ToLowerInvariant(reason[0])}{reason[1..]}.");
            }
        }
        catch (InvalidOperationException) // how the parser says that a brace stays open
        {
            problems.Add((int)tree.last.Line, (int)tree.last.Column,
                "this is no YAML: look for a bracket, brace or quote that is not closed, here or above.");
        }
        return null;
    }

    // Which line is indented with a tab. The parser sees it late, reports it early, and in words that are hard to understand.
    private static int? IndentingTab(string text, YamlException e)
    {
        var lines = text.Split('\n');
        var count = e.Message.Contains(" tab ", StringComparison.Ordinal) ? lines.Length : Math.Min(lines.Length, (int)e.Start.Line);
        for (var i = 0; i < count; i++)
        {
            if (lines[i].TakeWhile(char.IsWhiteSpace).Contains('\t') && !string.IsNullOrWhiteSpace(lines[i]))
            {
                return i + 1;
            }
        }
        return null;
    }

    private YamlNode? Document()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            problems.Add(1, 1, "the file is empty. See examples/splice.yaml for what belongs into it.");
            return null;
        }
        parser.Consume<DocumentStart>();
        var root = Node(0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _) && parser.Current is { } more)
        {
            problems.Add((int)more.Start.Line, (int)more.Start.Column, "a second document begins here; a sweep file is one.");
        }

        return root;
    }

    private YamlNode Node(int depth)
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value, out var known)
                ? known : throw new YamlException(alias.Start, alias.End, $"the anchor '{alias.Value}' is not defined above");
        }
        var start = parser.Current as NodeEvent ?? throw new YamlException("a value was expected");
        last = start.Start;
        if (depth > Deepest)
        {
            throw new YamlException(start.Start, start.End, "this is nested too deeply");
        }

        YamlNode node = start switch
        {
            Scalar scalar => Scalar(scalar),
            SequenceStart => List(start, depth),
            _ => Map(start, depth),
        };
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor] = node;
        }

        return node;
    }

    private YamlScalar Scalar(Scalar scalar)
    {
        parser.MoveNext();
        return new YamlScalar((int)scalar.Start.Line, (int)scalar.Start.Column, scalar.Value, scalar.Style != ScalarStyle.Plain);
    }

    private YamlList List(NodeEvent start, int depth)
    {
        parser.MoveNext();
        var items = new List<YamlNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(Node(depth + 1));
        }

        return new YamlList((int)start.Start.Line, (int)start.Start.Column, items);
    }

    private YamlMap Map(NodeEvent start, int depth)
    {
        parser.MoveNext();
        var entries = new List<(YamlScalar Key, YamlNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (Node(depth + 1), Node(depth + 1));
            if (key is not YamlScalar name)
            {
                problems.Add(key, $"a key is a word, not {key.Kind}.");
            }
            else if (entries.Find(e => e.Key.Text == name.Text).Key is { } first)
            {
                problems.Add(name, $"the key '{name.Text}' stands here twice; first in line {first.Line}.");
            }
            else
            {
                entries.Add((name, value));
            }
        }
        return new YamlMap((int)start.Start.Line, (int)start.Start.Column, entries);
    }
}
