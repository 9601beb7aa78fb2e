using Dataplatform.Sdk.Partitions;
using Dataplatform.Sdk.Tests.Fakes;
using FsCheck;
using FsCheck.Fluent;

namespace Dataplatform.Sdk.Tests.Partitions;

public sealed class DefinitionTextTests
{
    // Every character that could be taken for a part of the text, or of the lines around it.
    private static readonly Gen<string> Field =
        from length in Gen.Choose(0, 6)
        from text in Gen.Elements('a', 'Z', '0', '|', '&', '%', '"', '\\', '\'', ' ', '\t', '\n', '\r', '\0', ';', '*', 'é', '\u2028', '\u2029', '\ud83d', '\ude00').ArrayOf(length)
        select new string(text);

    private static readonly Gen<string> Some = Field.Select(text => "x" + text);

    private static readonly Gen<string?> Perhaps = Field.Select(text => text.Length == 0 ? null : text);

    private static readonly Gen<PartitionDimension> Dimensions = Gen.OneOf(
        from name in Some
        from cadence in Gen.Elements(Enum.GetValues<TimeCadence>())
        from texts in Some.ArrayOf(2)
        from zone in Gen.OneOf(Gen.Constant("UTC"), Some)
        from end in Perhaps
        from offset in Gen.Choose(-3, 3)
        from exclusions in Field
        from format in Perhaps
        from member in Perhaps
        select (PartitionDimension)new TimeDimension(name, cadence, texts[0], texts[1]) { TimeZone = zone, End = end, EndOffset = offset, Exclusions = exclusions, Format = format, By = member },
        from name in Some
        from texts in Some.ArrayOf(2)
        from member in Perhaps
        select (PartitionDimension)new EnumDimension(name, texts[0], texts[1]) { By = member },
        from name in Some
        from set in Some
        from member in Perhaps
        select (PartitionDimension)new DynamicDimension(name, set) { By = member });

    private static readonly Gen<PartitionMapping> Mappings = Gen.OneOf(
        Gen.Elements(PartitionMapping.Default, new PartitionMapping.All(), new PartitionMapping.Latest()),
        from start in Gen.Choose(-9, 9)
        from end in Gen.Choose(-9, 9)
        select (PartitionMapping)new PartitionMapping.Overlap(start, end),
        Field.ArrayOf(3).Select(texts => (PartitionMapping)new PartitionMapping.Keys(texts[0], texts[1], texts[2])),
        Field.ArrayOf(3).Select(texts => (PartitionMapping)new PartitionMapping.Function(texts[0], texts[1], texts[2])));

    [Fact]
    public void A_definition_reads_back() => Laws.Hold(
        from count in Gen.Choose(1, 3)
        from dimensions in Dimensions.ArrayOf(count)
        select new PartitionsDefinition(dimensions),
        definition =>
        {
            var text = DefinitionText.Write(definition);

            DefinitionText.ReadDefinition(text.Trim()).ShouldBe(definition, text);
            text.ShouldAllBe(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '"');
        });

    [Fact]
    public void A_mapping_reads_back() => Laws.Hold(Mappings, mapping =>
    {
        var text = DefinitionText.Write(mapping);

        DefinitionText.ReadMapping(text.Trim()).ShouldBe(mapping, text);
        text.ShouldAllBe(c => !char.IsControl(c) && !char.IsSurrogate(c) && c != '"');
    });

    [Fact]
    public void What_is_usual_is_short()
    {
        DefinitionText.Write(new PartitionsDefinition(new TimeDimension("day", TimeCadence.Daily, "0 0 * * *", "2024-01-01"), new EnumDimension("region", "Shop.Region", "Eu Us"), new DynamicDimension("customers", "customers") { By = "Customer" }))
            .ShouldBe("set|customers|Customer|customers&time|day||Daily|0 0 * * *|2024-01-01&enum|region||Shop.Region|Eu Us");
        DefinitionText.Write(new PartitionMapping.Overlap(-7)).ShouldBe("overlap|-7|0");
    }

    [Theory]
    [InlineData("moon|phase", "'moon' in the text of partitions is not known. Build the assembly again with this version of Dataplatform.Sdk.")]
    [InlineData("time|day||Yearly|0 0 1 1 *|2024", "'Yearly' in the text of partitions is not known. Build the assembly again with this version of Dataplatform.Sdk.")]
    [InlineData("set|a%00zz", "'a%00zz' in the text of partitions is not known. Build the assembly again with this version of Dataplatform.Sdk.")]
    [InlineData("set|a%7", "'a%7' in the text of partitions is not known. Build the assembly again with this version of Dataplatform.Sdk.")]
    public void The_text_of_another_version_is_refused(string text, string message) =>
        Should.Throw<FormatException>(() => DefinitionText.ReadDefinition(text)).Message.ShouldBe(message);
}
