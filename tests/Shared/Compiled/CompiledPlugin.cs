using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orchestrator.Shared.Compiled;

/// <summary>Class libraries of plug-ins, compiled in a test against the assembly that plug-ins refer to.</summary>
internal static class CompiledPlugin
{
    private const string Head = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Threading;
        using Orchestrator.Sdk;
        using static TorchSharp.torch;

        """;

    /// <summary>The line that makes a library a plug-in.</summary>
    public const string Mark = "[assembly: Plugin(PluginApi.Version)]\n";

    /// <summary>A model of one linear layer: <c>what</c> is done first each time that it is applied.</summary>
    public static string Model(string name, string what = "") => $$"""
        public sealed class Linear_{{name.Replace('-', '_')}} : IModel
        {
            public string Name => "{{name}}";
            public string Summary => "one linear layer";
            public IReadOnlyList<Setting> Settings { get; } = [Setting.Real("scale", 1, 0.1, 10, "a factor").Searched(0.5, 2, log: true)];
            public nn.Module<Tensor, Tensor> Create(SettingValues settings, RowShape shape) => new Net(settings.Real("scale"), shape);

            private sealed class Net : nn.Module<Tensor, Tensor>
            {
                private readonly nn.Module<Tensor, Tensor> layers;
                private readonly double scale;
                public Net(double scale, RowShape shape) : base("net")
                {
                    this.scale = scale;
                    layers = nn.Sequential(nn.Flatten(), nn.Linear(shape.Length, shape.Outputs));
                    RegisterComponents();
                }
                public override Tensor forward(Tensor input) { {{what}} return layers.call(input) * scale; }
            }
        }

        """;

    /// <summary>Compiles a library into a folder, as <c>NAME.dll</c>; the same code gives the same bytes.</summary>
    /// <param name="folder">Made where it is not there.</param>
    /// <param name="name">Name of the assembly.</param>
    /// <param name="code">Its code, without what everybody uses.</param>
    /// <param name="references">Further libraries that it refers to.</param>
    /// <returns>The folder.</returns>
    public static string In(string folder, string name, string code, params string[] references)
    {
        var known = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Concat(references);
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(Head + code)],
            known.Where(File.Exists).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".dll");
        var result = compilation.Emit(path);
        return result.Success ? folder : throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
