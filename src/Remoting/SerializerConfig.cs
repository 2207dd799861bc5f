using System.Text;

namespace Orchestrator.Remoting;

/// <summary>Binds types to a serializer in an actor system's configuration.</summary>
public static class SerializerConfig
{
    /// <summary>The configuration (HOCON).</summary>
    /// <param name="name">Of the serializer, unique in the system.</param>
    /// <param name="serializer">Its class.</param>
    /// <param name="identifier">Its number on the wire.</param>
    /// <param name="types">What it serializes; what is bound to none is refused by <see cref="RefusingSerializer"/>.</param>
    public static string Bind(string name, Type serializer, int identifier, IEnumerable<Type> types)
    {
        var config = new StringBuilder();
        config.AppendLine($"akka.actor.serializers.{name} = \"{NameOf(serializer)}\"");
        config.AppendLine($"akka.actor.serialization-identifiers {{ \"{NameOf(serializer)}\" = {identifier} }}");
        config.AppendLine("akka.actor.serialization-bindings {");
        foreach (var type in types)
        {
            config.AppendLine($"  \"{NameOf(type)}\" = {name}");
        }
        return config.AppendLine("}").ToString();
    }

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
