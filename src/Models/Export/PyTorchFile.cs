using System.IO.Compression;
using System.Text;
using Orchestrator.Models.Data.Numpy.Pickle;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace Orchestrator.Models.Export;

/// <summary>
/// PyTorch's <c>.pt</c>: a zip archive with a pickle of names and, in an entry each, the tensors' values. A description lies in an entry of
/// its own, which <c>torch.load</c> never asks for. PyBridge writes the format; reading runs nothing and knows views, half precision and
/// scalars.
/// </summary>
internal static class PyTorchFile
{
    private const string Pickle = "data.pkl", Description = "orchestrator.json";

    /// <summary>Writes a network's parameters and buffers and a text.</summary>
    public static void Write(string path, nn.Module network, string? description)
    {
        network.save_py(path);
        if (description is null)
        {
            return;
        }

        using var archive = ZipFile.Open(path, ZipArchiveMode.Update);
        var folder = archive.Entries.First(entry => entry.Name == Pickle).FullName[..^Pickle.Length];
        using var writer = new StreamWriter(archive.CreateEntry(folder + Description).Open(), new UTF8Encoding(false));
        writer.Write(description);
    }

    /// <summary>Reads tensors and the text.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, of another format, or holds something other than a state
    /// dictionary.</exception>
    public static WeightFileContent Read(string path)
    {
        using var file = File.OpenRead(path);
        if (file.ReadByte() != 'P' || file.ReadByte() != 'K')
        {
            throw new InvalidDataException("it is no zip archive, as torch.save writes since PyTorch 1.6");
        }

        using var archive = new ZipArchive(file, ZipArchiveMode.Read);
        var pickle = archive.Entries.FirstOrDefault(entry => entry.Name == Pickle)
            ?? throw new InvalidDataException($"the archive has no {Pickle}, as torch.save writes it");
        var folder = pickle.FullName[..^Pickle.Length];
        using var names = new TorchNames(archive, folder);
        var value = PickleMachine.Read(BytesOf(pickle), names);
        var description = archive.GetEntry(folder + Description) is { } entry ? Encoding.UTF8.GetString(BytesOf(entry)) : null;
        return new(Tensors(value, names), description);
    }

    private static Dictionary<string, Tensor> Tensors(object? value, TorchNames names)
    {
        if (value is not Dictionary<object, object?> entries)
        {
            throw new InvalidDataException($"it holds something other than a state dictionary: {TorchNames.Cure}");
        }

        if (entries.FirstOrDefault(pair => pair.Key is not string || pair.Value is not Tensor) is { Key: not null } other)
        {
            throw new InvalidDataException($"its entry '{other.Key}' is no tensor: {TorchNames.Cure}");
        }

        return entries.ToDictionary(pair => (string)pair.Key, pair => names.Release((Tensor)pair.Value!));
    }

    private static byte[] BytesOf(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
