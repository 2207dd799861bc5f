using System.Security.Cryptography;
using System.Text;
using Orchestrator.Torch.Tensors;

namespace Orchestrator.Torch.Archives;

// On disk.
public sealed partial class TensorArchive
{
    private static readonly byte[] Magic = "OTENSOR1"u8.ToArray();

    /// <summary>Writes the file, so that a crash at any moment leaves the old one or the new one.</summary>
    public void Save(string path)
    {
        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
            {
                Write(writer);
            }
            file.Write(hash.Hash!);
            file.Flush(flushToDisk: true);
        }
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CorruptArchiveException">It is not what <see cref="Save"/> wrote.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static TensorArchive Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var length = bytes.Length - SHA256.HashSizeInBytes;
        if (length < Magic.Length || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic)) throw new CorruptArchiveException(path, "it is no archive of tensors.");
        if (!SHA256.HashData(bytes.AsSpan(0, length)).AsSpan().SequenceEqual(bytes.AsSpan(length))) throw new CorruptArchiveException(path, "its checksum does not fit.");
        var archive = new TensorArchive();
        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, length - Magic.Length), Encoding.UTF8);
        archive.Read(reader);
        return archive;
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(Magic);
        writer.Write(Metadata);
        writer.Write(Blobs.Count);
        foreach (var (name, blob) in Blobs)
        {
            writer.Write(name);
            writer.Write(blob.Length);
            writer.Write(blob);
        }
        writer.Write(Tensors.Count);
        foreach (var (name, tensor) in Tensors)
        {
            writer.Write(name);
            writer.Write((byte)tensor.DType);
            var shape = tensor.Shape;
            writer.Write((byte)shape.Length);
            foreach (var extent in shape) writer.Write(extent);
            var raw = tensor.ToBytes();
            writer.Write(raw.Length);
            writer.Write(raw);
        }
    }

    private void Read(BinaryReader reader)
    {
        Metadata = reader.ReadString();
        for (var blobs = reader.ReadInt32(); blobs > 0; blobs--) Blobs.Add(reader.ReadString(), reader.ReadBytes(reader.ReadInt32()));
        for (var tensors = reader.ReadInt32(); tensors > 0; tensors--)
        {
            var name = reader.ReadString();
            var dtype = (DType)reader.ReadByte();
            var shape = new long[reader.ReadByte()];
            for (var i = 0; i < shape.Length; i++) shape[i] = reader.ReadInt64();
            var tensor = Tensor.FromBytes(reader.ReadBytes(reader.ReadInt32()), dtype, shape).Keep();
            owned.Add(tensor);
            Tensors.Add(name, tensor);
        }
    }
}
