using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrator.Architecture.Tests.Sources;

/// <summary>A C# file.</summary>
/// <param name="Path">Relative to the repository's root, with forward slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private static readonly CSharpParseOptions Latest = new(LanguageVersion.Preview);
    private readonly Lazy<CompilationUnitSyntax> code =
        new(() => CSharpSyntaxTree.ParseText(Text, Latest).GetCompilationUnitRoot());

    /// <summary>The parsed content.</summary>
    public CompilationUnitSyntax Code => code.Value;

    /// <summary>The folders of the path.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    /// <summary>The file's name up to its first dot: <c>SweepActor.Leases.cs</c> is a part of <c>SweepActor</c>.</summary>
    public string Stem => Path.Split('/')[^1].Split('.')[0];

    /// <summary>The lines, without the empty one after a final line break.</summary>
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>The namespaces that it declares.</summary>
    public IEnumerable<string> Namespaces => Code.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(n => n.Name.ToString());

    /// <summary>The types that it declares, but for those within others.</summary>
    public IEnumerable<MemberDeclarationSyntax> TopLevelTypes =>
        Code.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    /// <summary>The names in it, keywords aside.</summary>
    public IEnumerable<SyntaxToken> Names => Code.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken));

    /// <summary>Whether a line, from 0, is one within a raw string of several lines.</summary>
    public bool IsWithinText(int line) =>
        Code.DescendantNodes().Where(node =>
            node is LiteralExpressionSyntax literal && literal.Token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken)
            || node is InterpolatedStringExpressionSyntax text
                && text.StringStartToken.IsKind(SyntaxKind.InterpolatedMultiLineRawStringStartToken))
            .Select(node => node.GetLocation().GetLineSpan())
            .Any(span => span.StartLinePosition.Line < line && line < span.EndLinePosition.Line);

    /// <summary>The line, from 1, of a piece of it.</summary>
    public static int LineOf(SyntaxToken token) => token.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    /// <inheritdoc cref="LineOf(SyntaxToken)" />
    public static int LineOf(SyntaxNode node) => node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public static SourceFile Read(string path) =>
        new(System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'), File.ReadAllText(path));
}
