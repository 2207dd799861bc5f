using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Servers;

/// <summary>A certificate authority of one test, which nobody trusts who is not told to. Its files go with it.</summary>
public sealed class PrivateAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1), Until = DateTimeOffset.UtcNow.AddDays(30);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("authority-");
    private readonly X509Certificate2 root;

    /// <summary>A new authority.</summary>
    public PrivateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority of a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        root = request.CreateSelfSigned(From, Until);
        File.WriteAllText(Root, root.ExportCertificatePem());
    }

    /// <summary>PEM file of its certificate.</summary>
    public string Root => Path.Combine(folder.FullName, "ca.pem");

    /// <summary>A certificate for servers and clients.</summary>
    /// <param name="name">Whose; the files are called after it.</param>
    /// <param name="host">The host that it names; null = <c>localhost</c> and 127.0.0.1.</param>
    public IssuedCertificate Issue(string name, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host ?? "localhost");
        if (host is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        // server, client
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1"), new("1.3.6.1.5.5.7.3.2")], false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, true, false));
        using var issued = request.Create(root, From, Until, RandomNumberGenerator.GetBytes(8));
        var files = new IssuedCertificate(Path.Combine(folder.FullName, $"{name}.pem"), Path.Combine(folder.FullName, $"{name}.key"));
        File.WriteAllText(files.Certificate, issued.ExportCertificatePem());
        File.WriteAllText(files.Key, key.ExportPkcs8PrivateKeyPem());
        return files;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        root.Dispose();
        folder.Delete(recursive: true);
    }
}
