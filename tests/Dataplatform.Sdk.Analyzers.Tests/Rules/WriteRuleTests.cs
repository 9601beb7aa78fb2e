using Dataplatform.Sdk.Analyzers.Tests.Harness;

namespace Dataplatform.Sdk.Analyzers.Tests.Rules;

public sealed class WriteRuleTests
{
    private const string Types = """
        [Contract] public sealed record Row(int Id, string? Note, DateTimeOffset ChangedAt, DateTimeOffset? SeenAt, DateTime Local);
        [Contract] public sealed record Version(int Id, DateTimeOffset ChangedAt, [ValidFrom] DateTimeOffset From, [ValidTo] DateTimeOffset? To);
        [Contract] public sealed class Settable { public long Key { get; set; } [ValidFrom] public DateTimeOffset From { get; set; } [ValidTo] public DateTimeOffset? To { get; set; } }
        [Contract] public sealed record OnlyFrom(int Id, [ValidFrom] DateTimeOffset From);
        [Contract] public sealed record TwoEnds(int Id, [ValidFrom] DateTimeOffset From, [ValidTo] DateTimeOffset? To, [ValidTo] DateTimeOffset? End);
        [Contract] public sealed record WrongTypes(int Id, [ValidFrom] DateTimeOffset? From, [ValidTo] DateTime? To);
        [Artifact] public sealed record Model(double Slope);

        """;

    [Theory]
    [InlineData("[Asset, Write(WriteMode.Merge, {|DP0034:Key = \"ID\"|})] public static Row[] A() => [];", "'ID' is no member of 'Row', which 'Assets.A' is made of. Did you mean nameof(Row.Id)?")]
    [InlineData("[Asset, Write(WriteMode.Merge, {|DP0034:Key = \"Id, Note\"|})] public static Row[] A() => [];", "'Id, Note' is no member of 'Row', which 'Assets.A' is made of. Did you mean Keys = [nameof(Row.Id), nameof(Row.Note)]?")]
    [InlineData("[Asset, Write(WriteMode.Append, {|DP0039:Keys = [\"Id\"]|})] public static Row[] A() => [];", "'Assets.A' is written as Append, which has no Keys; that is for Merge and Snapshot. Remove it, or take another mode.")]
    [InlineData("[Asset, Write(WriteMode.Merge, Keys = [\"Id\", {|DP0034:\"Something\"|}])] public static Sql<Row> A() => $\"select 1\";", "'Something' is no member of 'Row', which 'Assets.A' is made of. There are: Id, Note, ChangedAt, SeenAt, Local.")]
    [InlineData("[Asset, Write(WriteMode.Merge, Key = \"Id\", Keys = new[] { {|DP0034:\"Idd\"|} })] public static Row[] A() => [];", "'Idd' is no member of 'Row', which 'Assets.A' is made of. Did you mean nameof(Row.Id)?")]
    [InlineData("[Asset, Write(WriteMode.Snapshot, Key = \"Id\", {|DP0034:UpdatedAt = \"ChangeAt\"|})] public static Version[] A() => [];", "'ChangeAt' is no member of 'Version', which 'Assets.A' is made of. Did you mean nameof(Version.ChangedAt)?")]
    [InlineData("[Asset, Write(WriteMode.Snapshot, Key = \"Id\", {|DP0034:UpdatedAt = \"Id\"|})] public static Version[] A() => [];", "'Version.Id' cannot say when a row of 'Assets.A' changed: UpdatedAt is also when the new version begins, so it must be a DateTimeOffset. Name another member, or leave UpdatedAt out: then a row has changed when any of its values has.")]
    [InlineData("[Asset, Write(WriteMode.Merge, {|DP0035:Key = nameof(Row.Note)|})] public static Row[] A() => [];", "'Row.Note' is nullable, and a row without a key cannot be compared with those of earlier runs. Make the member non-nullable, or name another one.")]
    [InlineData("[Asset, {|DP0036:Write(WriteMode.Merge)|}] public static Row[] A() => [];", "'Assets.A' is written as a merge without a key, so its rows cannot be told apart. Write Key = nameof(Row.…), or Keys for several members.")]
    [InlineData("[Asset, {|DP0036:Write(WriteMode.Snapshot, HardDeletes = HardDeletes.Invalidate)|}] public static Version[] A() => [];", "'Assets.A' is written as a snapshot without a key, so its rows cannot be told apart. Write Key = nameof(Version.…), or Keys for several members.")]
    [InlineData("[Asset(As = Materialize.View), {|DP0037:Write(WriteMode.Append)|}] public static Sql<Row> A() => $\"select 1\";", "'Assets.A' has [Write], but a view keeps no rows of earlier runs. Remove [Write], or leave out As.")]
    [InlineData("[Asset(As = Materialize.Ephemeral), {|DP0037:Write(WriteMode.Merge, Key = \"Id\")|}] public static Sql<Row> A() => $\"select 1\";", "'Assets.A' has [Write], but an ephemeral asset keeps no rows of earlier runs. Remove [Write], or leave out As.")]
    [InlineData("[Asset, {|DP0037:Write(WriteMode.Append)|}] public static Model A() => new(1);", "'Assets.A' has [Write], but a single value keeps no rows of earlier runs. Remove [Write].")]
    [InlineData("[Asset, {|DP0037:Write(WriteMode.Append)|}] public static (Row[] X, Model Y) A() => ([], new(1));", "'Assets.A' has [Write], but its 'Y' is a single value, which keeps no rows of earlier runs. Remove [Write], or make 'Y' in a method of its own.")]
    [InlineData("[Asset, {|DP0037:Write(WriteMode.Append)|}] public static void A() { }", "'Assets.A' has [Write], but an effect keeps no rows of earlier runs. Remove [Write].")]
    [InlineData("[Asset, {|DP0037:Write(WriteMode.Append)|}] public static External<Row> A() => External.Table(\"a\", \"b\");", "'Assets.A' has [Write], but an external asset keeps no rows of earlier runs. Remove [Write].")]
    [InlineData("[Asset, {|DP0038:Write(WriteMode.Snapshot, Key = \"Id\")|}] public static OnlyFrom[] A() => [];", "'Assets.A' is written as a snapshot, which notes when a version of a row ended, and 'OnlyFrom' has no member for it. Add a member: [ValidTo] DateTimeOffset? ValidTo.")]
    [InlineData("[Asset, {|DP0038:Write(WriteMode.Snapshot, Key = \"Id\")|}] public static TwoEnds[] A() => [];", "'Assets.A' is written as a snapshot, which notes when a version of a row ended, and 'TwoEnds' has several members for it: To, End. Leave [ValidTo] on one of them.")]
    [InlineData("[Asset, {|DP0038:Write(WriteMode.Snapshot, Key = \"From\")|}] public static Version[] A() => [];", "'Assets.A' is written as a snapshot, which notes when a version of a row began, and 'Version.From' is written by the store, so it cannot be the key or UpdatedAt. Name another member.")]
    [InlineData("[Asset, Write(WriteMode.Append, {|DP0039:Key = \"Id\"|})] public static Row[] A() => [];", "'Assets.A' is written as Append, which has no Key; that is for Merge and Snapshot. Remove it, or take another mode.")]
    [InlineData("[Asset, Write(WriteMode.Merge, Key = \"Id\", {|DP0039:HardDeletes = HardDeletes.Ignore|})] public static Row[] A() => [];", "'Assets.A' is written as Merge, which has no HardDeletes; that is for Snapshot. Remove it, or take another mode.")]
    [InlineData("[Asset, Write(WriteMode.Replace, {|DP0039:OnSchemaChange = SchemaChange.Sync|})] public static Row[] A() => [];", "'Assets.A' is written as Replace, which has no OnSchemaChange; that is for Append, Merge and Snapshot. Remove it, or take another mode.")]
    public void A_write_mode_that_cannot_work_is_one_error(string member, string message) =>
        Marked.One(Types + $"public static class Assets {{ {member} }}").ShouldBe(message);

    [Fact]
    public void Each_time_of_a_wrong_type_is_an_error_of_its_own() =>
        Compiled.Raw(Types + "public static class Assets { [Asset, Write(WriteMode.Snapshot, Key = nameof(WrongTypes.Id))] public static WrongTypes[] A() => []; }").AnalyzerDiagnostics()
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.GetMessage()}").ShouldBe(
            [
                "DP0038 'Assets.A' is written as a snapshot, which notes when a version of a row began, and 'WrongTypes.From' must be a DateTimeOffset that always has a value. Write DateTimeOffset From.",
                "DP0038 'Assets.A' is written as a snapshot, which notes when a version of a row ended, and 'WrongTypes.To' must be a DateTimeOffset? that is null for the version that is valid. Write DateTimeOffset? To.",
            ]);

    [Theory]
    [InlineData("[Asset, Write(WriteMode.Append)] public static async IAsyncEnumerable<Row> A([Self] Table<Row>? a) { await Task.Yield(); yield break; }")]
    [InlineData("[Asset, Write(WriteMode.Append, OnSchemaChange = SchemaChange.AppendNewColumns)] public static (Row[] X, Sql<Version> Y) A() => ([], $\"select 1\");")]
    [InlineData("[Asset, Write(WriteMode.Merge, Key = nameof(Row.Id), OnSchemaChange = SchemaChange.Sync)] public static Sql<Row> A([Self] Table<Row>? a) => $\"select 1\";")]
    [InlineData("[Asset, Write(WriteMode.Merge, Keys = [nameof(Row.Id), nameof(Row.ChangedAt)])] public static IEnumerable<Row> A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Snapshot, Key = nameof(Version.Id), UpdatedAt = nameof(Version.ChangedAt), HardDeletes = HardDeletes.Invalidate)] public static Version[] A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Snapshot, Key = nameof(Settable.Key))] public static Settable[] A() => [];")]
    [InlineData("[Asset, Write(WriteMode.Replace)] public static Row[] A() => [];")]
    [InlineData("[Asset(As = Materialize.View)] public static Sql<Version> A(Table<Version> b) => $\"from {b}\"; [Asset, Write(WriteMode.Snapshot, Key = nameof(Version.Id))] public static Version[] B() => [];")]
    public void A_write_mode_that_works_is_no_error(string member) => Compiled.Clean(Types + $"public static class Assets {{ {member} }}");
}
