using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Orchestrator.Contracts.Api.Figures;
using Orchestrator.Contracts.Serialization;

namespace Orchestrator.Dashboard.Standalone;

/// <summary>A page in one file: figures and text that need no server, no network and no other file.</summary>
/// <remarks>The figures are drawn by the scripts of the web page.</remarks>
public sealed class StandalonePage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder body = new();
    private readonly string title;
    private int figures;
    private bool hasSurface;

    /// <summary>An empty page.</summary>
    /// <param name="title">Its head.</param>
    /// <param name="note">A line below; may be empty.</param>
    public StandalonePage(string title, string note)
    {
        this.title = title;
        body.Append("<header><h1>").Append(Text(title)).Append("</h1>");
        Paragraph(note, "note");
        body.Append("</header>\n");
    }

    /// <summary>A text as HTML shows it.</summary>
    public static string Text(string text) => Encoder.Encode(text);

    /// <summary>A head of a section.</summary>
    public void Section(string head) => body.Append("<h2>").Append(Text(head)).Append("</h2>\n");

    /// <summary>A paragraph; an empty text makes none.</summary>
    public void Paragraph(string text, string style = "")
    {
        if (text.Length > 0)
        {
            body.Append(style.Length > 0 ? $"<p class=\"{style}\">" : "<p>").Append(Text(text)).Append("</p>\n");
        }
    }

    /// <summary>A table.</summary>
    /// <param name="head">Its columns; those of numbers begin with <c>&gt;</c> and are set to the right.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="anchor">The id of a row, to which a figure's points lead; null = none.</param>
    /// <param name="marked">Whether a row stands out.</param>
    public void Table(
        IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows, Func<int, string?>? anchor = null,
        Func<int, bool>? marked = null)
    {
        bool[] numbers = [.. head.Select(name => name.StartsWith('>'))];
        body.Append("<div class=\"table\"><table><thead><tr>");
        foreach (var (index, name) in head.Index())
        {
            body.Append(numbers[index] ? "<th class=\"number\">" : "<th>").Append(Text(name.TrimStart('>'))).Append("</th>");
        }

        body.Append("</tr></thead><tbody>\n");
        foreach (var (number, row) in rows.Index())
        {
            var id = anchor?.Invoke(number) is { } name ? $" id=\"{Text(name)}\"" : "";
            body.Append($"<tr{id}{(marked?.Invoke(number) == true ? " class=\"marked\"" : "")}>");
            foreach (var (index, cell) in row.Index())
            {
                body.Append(numbers[index] ? "<td class=\"number\">" : "<td>").Append(Text(cell)).Append("</td>");
            }

            body.Append("</tr>\n");
        }

        body.Append("</tbody></table></div>\n");
    }

    /// <summary>A figure.</summary>
    public void Add(Figure figure)
    {
        var id = $"figure-{figures++}";
        hasSurface |= figure.Panels.Any(panel => panel.Marks.Any(mark => mark is SurfaceMark));
        body.Append($"<figure><figcaption><h3>{Text(figure.Title)}</h3><span class=\"note\">{Text(figure.Note)}</span></figcaption>")
            .Append($"<div class=\"{(figure.Parallel is null ? "plot" : "parallel")}\" data-figure=\"{id}\"></div>")
            .Append($"<script type=\"application/json\" id=\"{id}\">")
            // A name must not end the script; in JSON this spells the same.
            .Append(JsonSerializer.Serialize(figure, WireJson.Options).Replace("<", "\\u003c", StringComparison.Ordinal))
            .Append("</script></figure>\n");
    }

    /// <summary>The file's content.</summary>
    public override string ToString() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <style>
        {Asset("standalone.css")}
        </style>
        <script>{(figures > 0 ? Asset(hasSurface ? "plotly.min.js" : "plotly-basic.min.js") : "")}</script>
        <script type="importmap">{ImportMap()}</script>
        </head>
        <body>
        <main>
        {body}</main>
        <script type="module">
        {Asset("figures.js")}
        {Asset("standalone.js")}
        </script>
        </body>
        </html>
        """;

    // By it the script finds the one that it imports.
    private static string ImportMap()
    {
        const string Imported = "parallel.js";
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(Asset(Imported)));
        return JsonSerializer.Serialize(new
        {
            imports = new Dictionary<string, string> { [$"./{Imported}"] = $"data:text/javascript;base64,{content}" },
        });
    }

    private static string Asset(string name)
    {
        using var stream = typeof(StandalonePage).Assembly.GetManifestResourceStream($"assets/{name}")
            ?? throw new InvalidOperationException($"The program lacks its file '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
