using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Dataplatform.Sdk.Configs;

namespace Dataplatform.Sdk.Cli.Tests.Fakes;

/// <summary>A configuration, with what the generator would write of it.</summary>
public sealed record OrderConfig(string Region, Secret<string>? Key, int Limit, IReadOnlyList<long>? Values)
{
    [ModuleInitializer]
    internal static void Register() => ConfigDefinitions.Register<OrderConfig>(static () => new ConfigDefinition(
        typeof(OrderConfig),
        "orders",
        [
            new("Region", ConfigTypes.Of(typeof(string))) { IsRequired = true, Rules = [new MinLengthAttribute(2), new RegularExpressionAttribute("[a-z]+")], Description = "Where." },
            new("Key", ConfigTypes.Secret<string>(ConfigTypes.Of(typeof(string)))) { IsNullable = true },
            new("Limit", ConfigTypes.Of(typeof(int))) { Default = 5, Rules = [new RangeAttribute(1, 10)] },
            new("Values", ConfigTypes.List<long>(ConfigTypes.Of(typeof(long)))) { IsNullable = true },
        ],
        static values => new OrderConfig(values.Get<string>(0), values.Get<Secret<string>>(1), values.Get<int>(2), values.Get<long[]>(3)))
    {
        Description = "How orders are read.",
    });
}
