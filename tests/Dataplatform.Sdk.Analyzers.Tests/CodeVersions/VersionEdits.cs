namespace Dataplatform.Sdk.Analyzers.Tests.CodeVersions;

/// <summary>What people do to a project, and what it means for its data.</summary>
internal static class VersionEdits
{
    private const string Contracts = "Contracts.cs";
    private const string Sales = "SalesAssets.cs";
    private const string Reports = "ReportAssets.cs";
    private const string Stock = "StockAssets.cs";
    private const string Helpers = "Helpers.cs";
    private const string RawOrders = "SalesAssets.RawOrders";
    private const string Customers = "SalesAssets.Customers";
    private const string Totals = "SalesAssets.Totals";
    private const string LargeTotals = "SalesAssets.LargeTotals";
    private const string Discounted = "SalesAssets.Discounted";
    private const string Summary = "ReportAssets.Summary";
    private const string Ratings = "ReportAssets.Ratings";
    private const string Items = "ReportAssets.Items";
    private const string Fixed = "ReportAssets.Fixed";
    private const string Daily = "DailyAssets.cs";
    private const string Readings = "DailyAssets.Readings";
    private const string Recent = "DailyAssets.Recent";
    private const string Compared = "DailyAssets.Compared";
    private const string Age = "StockAssets.Age";
    private const string HasShop = "StockAssets.HasShop";

    private static readonly string[] Nothing = [];

    public static IEnumerable<VersionEdit> All => [.. Text, .. Order, .. Names, .. Bodies, .. Callees, .. Constants, .. Queries, .. Shapes, .. Declarations, .. Partitions, .. Libraries];

    private static IEnumerable<VersionEdit> Text =>
    [
        VersionEdit.Of("a comment in a body", Nothing, Sales, "var made =", "/* a list */ var made ="),
        VersionEdit.Of("comment lines that move every line of the file", Nothing, Sales, "namespace Shop;", "// one\n// two\n\nnamespace Shop;"),
        VersionEdit.Of("a documentation comment", Nothing, Sales, "Orders as they come.", "Orders, as the shop exports them."),
        VersionEdit.Of("white space and braces", Nothing, Sales, "foreach (var id in ids) { made.Add(new Customer(id, \"customer \" + id)); }", "foreach (var id in ids)\n made.Add(new Customer(id,\n   \"customer \" + id));"),
        VersionEdit.Of("a region and a pragma", Nothing, Helpers, "public static class Pricing", "#pragma warning disable CS0168\n#region prices\n#endregion\npublic static class Pricing"),
        VersionEdit.Of("an expression body becomes a block", Nothing, Helpers, "Net(decimal gross) => Tax.Apply(gross);", "Net(decimal gross) { return Tax.Apply(gross); }"),
        VersionEdit.Of("a result gets a name before it is returned", Nothing, Helpers, "Net(decimal gross) => Tax.Apply(gross);", "Net(decimal gross) { var result = Tax.Apply(gross); return result; }"),
        VersionEdit.Of("names instead of aliases of types", Nothing, Sales, "new List<Customer>()", "new System.Collections.Generic.List<global::Shop.Customer>()"),
        VersionEdit.Of("a using directive that nobody needs", Nothing, Sales, "using System.Linq;", "using System.Linq;\nusing System.Text;"),
        VersionEdit.Of("a summary for the dashboard", Nothing, Sales, "[Asset(Tags = [\"raw\"])]", "[Asset(Tags = [\"raw\"], Description = \"Orders.\")]"),
        VersionEdit.Of("a warning is suppressed by attribute", Nothing, Sales, "[Asset]\n    public static Customer[]", "[Asset]\n    [System.Diagnostics.CodeAnalysis.SuppressMessage(\"A\", \"B\")]\n    public static Customer[]"),
    ];

    private static IEnumerable<VersionEdit> Order =>
    [
        VersionEdit.Of("a new method with a lambda before all others", Nothing, Sales, "public static class SalesAssets\n{", "public static class SalesAssets\n{\n public static Func<int, int> Add(int n) => x => x + n;"),
        VersionEdit.Of("a new method at the end", Nothing, Reports, "private static int Fib", "public static string More() => \"more\" + 1;\n private static int Fib"),
        VersionEdit.Of("a new asset beside the others", Nothing, Sales, "[Asset]\n    public static Customer[]", "[Asset] public static async Task<int> Another() { await Task.Yield(); return 1; }\n [Asset]\n    public static Customer[]"),
        VersionEdit.Of("classes of a file change places", Nothing, Helpers, "public static class Unreached { public static int F() => 1; }", "public static class Unreached2 { public static int F() => 2; }"),
        new("a class moves to a file of its own", Nothing, build =>
        {
            var helpers = build.Files[Helpers];
            var at = helpers.IndexOf("public static class Tax", StringComparison.Ordinal);
            var end = helpers.IndexOf("public static class Cents", StringComparison.Ordinal);
            return build.With(Helpers, helpers.Remove(at, end - at)).With("Taxes/Tax.cs", "namespace Shop;\n" + helpers[at..end]);
        }),
        new("the files are renamed", Nothing, build => build with { Files = build.Files.ToDictionary(file => "Moved/" + file.Key, file => file.Value, StringComparer.Ordinal) }),
        new("a file comes before all others", Nothing, build => build with { Files = new Dictionary<string, string>([KeyValuePair.Create("A.cs", "namespace Shop; public static class First { public static Func<string, bool> Long = s => s.Length > 5 && new[] { 1, 2, 3, 4, 5, 6, 7 }.Length > 1; }"), .. build.Files]) }),
        VersionEdit.Of("static methods change places", Nothing, Helpers, "    public static decimal Net(decimal gross) => Tax.Apply(gross);\n    public static decimal Gross(decimal net) => net * 2m;", "    public static decimal Gross(decimal net) => net * 2m;\n    public static decimal Net(decimal gross) => Tax.Apply(gross);"),
        VersionEdit.Of("static fields change places", Nothing, Helpers, "    public static readonly decimal Rate = Parse(\"0.2\");\n    public static readonly decimal Other = Parse(\"0.1\");", "    public static readonly decimal Other = Parse(\"0.1\");\n    public static readonly decimal Rate = Parse(\"0.2\");"),
        VersionEdit.Of("properties of an artifact's class change places", Nothing, Contracts, "public string? Text { get; set; } public int Page { get; set; }", "public int Page { get; set; } public string? Text { get; set; }"),
        VersionEdit.Of("members of a contract change places: a table's columns have an order", [Items], Contracts, "public long Id { get; init; } [Column(\"label\")] public string? Title { get; init; }", "[Column(\"label\")] public string? Title { get; init; } public long Id { get; init; }"),
        VersionEdit.Of("an unused variable and an unused local function", Nothing, Sales, "var made =", "const int unused = 4; var made ="),
    ];

    private static IEnumerable<VersionEdit> Names =>
    [
        VersionEdit.Of("a local variable is renamed", Nothing, Sales, "made", "customersMade"),
        VersionEdit.Of("a captured variable is renamed", Nothing, Sales, "known", "ids0"),
        VersionEdit.Of("a variable that lives across an await is renamed", Nothing, Reports, "lines", "weight"),
        VersionEdit.Of("a lambda's parameter is renamed", Nothing, Sales, "g => new Total(g.Key, Pricing.Net(g.Sum(o => o.Amount)))", "group => new Total(group.Key, Pricing.Net(group.Sum(o => o.Amount)))"),
        VersionEdit.Of("a helper's parameter is renamed", Nothing, Helpers, "gross", "before"),
        VersionEdit.Of("a helper is renamed", Nothing, Helpers, "Half", "Bankers"),
        VersionEdit.Of("a helper's class is renamed", Nothing, Helpers, "Cents", "Pennies"),
        VersionEdit.Of("a local function is renamed", Nothing, Reports, "Kind", "SizeOf"),
        VersionEdit.Of("a type parameter is renamed", Nothing, Helpers, "TRule", "TAny"),
        VersionEdit.Of("a helper moves into another class", Nothing, Helpers, "Cents.", "Nested.Cents.").And(Helpers, "public static class Cents\n{", "public static class Nested { public static class Cents {").And(Helpers, "public static class Tables", "}\npublic static class Tables"),
        VersionEdit.Of("an asset class's captured parameter is renamed", Nothing, Stock, "clock", "time"),
        VersionEdit.Of("a member of a contract is renamed and keeps its column", Nothing, Contracts, "[Column(\"label\")] public string? Title", "[Column(\"label\")] public string? Caption").And(Reports, "Title = name", "Caption = name"),
        VersionEdit.Of("a contract's class is renamed", Nothing, Contracts, "Rated", "Grade").And(Reports, "Rated", "Grade"),
    ];

    private static IEnumerable<VersionEdit> Bodies =>
    [
        VersionEdit.Of("a condition of an async iterator", [RawOrders], Sales, "order.Amount > Limits.Smallest", "order.Amount >= Limits.Smallest"),
        VersionEdit.Of("the text given to a caller-info method", [RawOrders], Sales, "Log.Info(\"start\")", "Log.Info(\"begin\")"),
        VersionEdit.Of("a caller's name is written by hand", [RawOrders], Sales, "Log.Info(\"start\")", "Log.Info(\"start\", member: \"import\")"),
        VersionEdit.Of("another method of a resource's interface", [RawOrders], Sales, "shop.OrdersAsync(ct)", "shop.RefundsAsync(ct)"),
        VersionEdit.Of("one more statement", [Customers], Sales, "return made.ToArray();", "made.Reverse(); return made.ToArray();"),
        VersionEdit.Of("constant data", [Customers], Sales, "[1, 2, 3, 5, 8, 13, 21]", "[1, 2, 3, 5, 8, 13, 22]"),
        VersionEdit.Of("a lambda's body", [Discounted], Sales, "known.Contains(o.CustomerId)", "!known.Contains(o.CustomerId)"),
        VersionEdit.Of("another platform method", [Discounted], Sales, ".ToHashSet()", ".ToList()"),
        VersionEdit.Of("another column is read", [Discounted], Sales, "g.Sum(o => o.Amount)", "g.Sum(o => o.Rounded)"),
        VersionEdit.Of("two arguments change places", [Ratings], Reports, "decimal.Compare(x!.Amount, y!.Amount)", "decimal.Compare(y!.Amount, x!.Amount)"),
        VersionEdit.Of("a local function's body", [Summary], Reports, "sum > 10m", "sum > 20m"),
        VersionEdit.Of("a case of a switch on text", [Summary], Reports, "\"vast\" => 21", "\"vast\" => 22"),
        VersionEdit.Of("a key of a switch on text", [Summary], Reports, "\"vast\"", "\"wide\""),
        VersionEdit.Of("an instance asset's body", [HasShop], Stock, "shop is not null", "shop is null"),
        VersionEdit.Of("a field initialiser of the asset's class", [Age, HasShop], Stock, "_days = 30", "_days = 31"),
        VersionEdit.Of("a property that is set of the artifact", [Summary], Reports, "Text = Mode.Fast", "Text = Mode.Slow"),
    ];

    private static IEnumerable<VersionEdit> Callees =>
    [
        VersionEdit.Of("a callee", [Discounted], Helpers, "=> Tax.Apply(gross);", "=> Tax.Apply(gross) + 1;"),
        VersionEdit.Of("a callee two calls down", [Discounted], Helpers, "gross * (1 - Rate)", "gross / (1 + Rate)"),
        VersionEdit.Of("a callee three calls down", [Discounted], Helpers, "MidpointRounding.ToEven", "MidpointRounding.AwayFromZero"),
        VersionEdit.Of("what a callee catches", [Discounted], Helpers, "catch (OverflowException)", "catch (ArithmeticException)"),
        VersionEdit.Of("a method that nobody calls", Nothing, Helpers, "net * 2m", "net * 3m"),
        VersionEdit.Of("a recursive method", [Items], Reports, "n < 2 ? n", "n < 3 ? n"),
        VersionEdit.Of("an interface's implementation that is made here", [Ratings], Helpers, "amount > 100 ? Level.High", "amount > 200 ? Level.High"),
        VersionEdit.Of("an implementation that is not made here", Nothing, Helpers, "=> Level.Mid", "=> Level.Low"),
        VersionEdit.Of("another implementation is made", [Ratings], Reports, "new SteepRule()", "new FlatRule()"),
        VersionEdit.Of("a comparer that the platform calls", [Ratings], Reports, "x!.Amount, y!.Amount", "x!.Rounded, y!.Rounded"),
        VersionEdit.Of("a computed property of a contract that is read", [Ratings], Contracts, "Math.Round(Amount, 2)", "Math.Round(Amount, 1)"),
        VersionEdit.Of("a computed property of a contract that nobody reads", Nothing, Contracts, "Amount > 500m", "Amount > 600m"),
        VersionEdit.Of("a setter of a contract's column", [Items], Contracts, "Math.Max(0, value)", "Math.Max(1, value)"),
        VersionEdit.Of("a generic helper's body", [Items], Helpers, "value => value.ToString()", "value => value.ToString().Trim()"),
        VersionEdit.Of("a resource's implementation", Nothing, Contracts, "await Task.Yield(); yield break;", "await Task.Delay(1, ct); yield break;"),
        VersionEdit.Of("a static method call moves before another", [Items], Reports, "Fib(n - 1) + Fib(n - 2)", "Fib(n - 2) + Fib(n - 1)"),
    ];

    private static IEnumerable<VersionEdit> Constants =>
    [
        VersionEdit.Of("a constant number", [RawOrders], Helpers, "Smallest = 0.5m", "Smallest = 0.6m"),
        VersionEdit.Of("a constant text", [RawOrders], Helpers, "\"none\"", "\"-\""),
        VersionEdit.Of("a constant that nobody uses", Nothing, Helpers, "Unused = 1", "Unused = 2"),
        VersionEdit.Of("a constant gets a name", Nothing, Sales, "Fragments.Positive(10)", "Fragments.Positive(Least)").And(Sales, "public static class SalesAssets\n{", "public static class SalesAssets\n{\n private const int Least = 10;"),
        VersionEdit.Of("a static readonly value two calls down", [Discounted], Helpers, "Parse(\"0.2\")", "Parse(\"0.21\")"),
        VersionEdit.Of("the static readonly value beside it", Nothing, Helpers, "Parse(\"0.1\")", "Parse(\"0.11\")"),
        VersionEdit.Of("a static table", [Items], Helpers, "\"three\"]", "\"three\", \"four\"]"),
        VersionEdit.Of("the static table beside it", Nothing, Helpers, "Others = [\"four\"]", "Others = [\"five\"]"),
        VersionEdit.Of("a static lambda beside it", Nothing, Helpers, "x => x + 1", "x => x + 2"),
        VersionEdit.Of("what an initialiser calls", [Discounted], Helpers, "decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)", "-decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture)"),
    ];

    private static IEnumerable<VersionEdit> Queries =>
    [
        VersionEdit.Of("a query's text", [Totals], Sales, "sum(amount) as sum", "sum(amount + 1) as sum"),
        VersionEdit.Of("a query's alias", [Totals], Sales, "as o\n", "as q\n"),
        VersionEdit.Of("a comment in a query", Nothing, Sales, "-- what they paid", "-- the sum"),
        VersionEdit.Of("a query is laid out anew", Nothing, Sales, "where note <> 'a  b' and", "where\n            note <> 'a  b'\n            and"),
        VersionEdit.Of("spaces within a quoted text of a query", [Totals], Sales, "'a  b'", "'a b'"),
        VersionEdit.Of("a fragment of a query", [Totals], Helpers, "amount > {least}", "amount >= {least}"),
        VersionEdit.Of("a value in a hole", [Totals], Sales, "Fragments.Positive(10)", "Fragments.Positive(11)"),
        VersionEdit.Of("a constant in a hole", [LargeTotals], Helpers, "Large = 1000m", "Large = 2000m"),
        VersionEdit.Of("the line ends of a file", Nothing, Sales, "\n", "\r\n"),
    ];

    private static IEnumerable<VersionEdit> Shapes =>
    [
        VersionEdit.Of("a contract gets a column", [RawOrders, Totals, Discounted, Ratings], Contracts, "string? Note)", "string? Note, int Pieces = 1)"),
        VersionEdit.Of("a column's type", [Customers, Discounted], Contracts, "Customer(long CustomerId, string Name)", "Customer(long CustomerId, string? Name)"),
        VersionEdit.Of("a column's precision", [RawOrders, Totals, Discounted, Ratings], Contracts, "decimal Amount, DateOnly", "[Decimal(12, 2)] decimal Amount, DateOnly"),
        VersionEdit.Of("a column's name", [Items], Contracts, "[Column(\"label\")]", "[Column(\"tag\")]"),
        VersionEdit.Of("a value of an enum column", [Ratings], Contracts, "Low, Mid, High", "Low, Mid, High, Top"),
        VersionEdit.Of("a name of an enum that becomes text", [Summary, Items], Contracts, "Fast, Slow", "Fast, Slow, Never"),
        VersionEdit.Of("a property of an artifact's class", [Summary], Contracts, "public int Page { get; set; }", "public long Page { get; set; }"),
        VersionEdit.Of("an attribute of an artifact's property", [Summary], Contracts, "public int Page { get; set; }", "[System.Text.Json.Serialization.JsonPropertyName(\"p\")] public int Page { get; set; }"),
    ];

    private static IEnumerable<VersionEdit> Declarations =>
    [
        VersionEdit.Of("tags, owners and a group", Nothing, Sales, "[Asset(Tags = [\"raw\"])]", "[Asset(Tags = [\"bronze\"], Owners = [\"ada@example.com\"], Group = \"in\")]"),
        VersionEdit.Of("a view becomes a table", [LargeTotals], Sales, "[Asset(As = Materialize.View)]", "[Asset]"),
        VersionEdit.Of("an asset becomes public", Nothing, Sales, "internal static Sql<Total> LargeTotals", "public static Sql<Total> LargeTotals"),
        VersionEdit.Of("an asset comes after another", Nothing, Sales, "[Asset]\n    public static Customer[]", "[Asset, After(nameof(RawOrders))]\n    public static Customer[]"),
        VersionEdit.Of("another upstream of the same contract", [LargeTotals], Sales, "LargeTotals(Table<Total> totals)", "LargeTotals([Upstream(nameof(Discounted))] Table<Total> totals)"),
        VersionEdit.Of("rows instead of a table", [Ratings], Reports, "Order[] orders)\n    {\n        Array.Sort(orders,", "IReadOnlyList<Order> rows)\n    {\n        var orders = rows.ToArray(); Array.Sort(orders,"),
        VersionEdit.Of("a declared version", [Fixed], Reports, "CodeVersion(\"1\")", "CodeVersion(\"2\")"),
        VersionEdit.Of("the body of an asset with a declared version", Nothing, Reports, "Fixed() => 1", "Fixed() => 2"),
        VersionEdit.Of("a version is declared for the first time", [Customers], Sales, "[Asset]\n    public static Customer[]", "[Asset, CodeVersion(\"1\")]\n    public static Customer[]"),
    ];

    private static IEnumerable<VersionEdit> Partitions =>
    [
        VersionEdit.Of("windows begin in another zone", [Readings, Recent, Compared], Daily, "Europe/Vienna", "Europe/Lisbon"),
        VersionEdit.Of("days begin in the morning", [Recent], Daily, "\"Europe/Vienna\"), Partitions<Area>", "\"Europe/Vienna\", HourOffset = 6), Partitions<Area>"),
        VersionEdit.Of("windows begin earlier, end, and some are left out", Nothing, Daily, "\"2024-01-01\"", "\"2023-01-01\", End = \"2030-01-01\", EndOffset = 1, Exclusions = [\"2024-12-25\"]"),
        VersionEdit.Of("rows are held to their windows", Nothing, Daily, "\"Europe/Vienna\")] public static Reading[]", "\"Europe/Vienna\", By = nameof(Reading.Day), Name = \"date\")] public static Reading[]"),
        VersionEdit.Of("an asset is divided by a further dimension", [Compared], Daily, "TimeZone = \"Europe/Vienna\")] public static int Compared", "TimeZone = \"Europe/Vienna\"), Partitions<Area>] public static int Compared"),
        VersionEdit.Of("an enum that divides gets a member", Nothing, Daily, "North, South }", "North, South, East }"),
        VersionEdit.Of("more windows are read", [Recent], Daily, "Lookback = 7", "Lookback = 8"),
        VersionEdit.Of("a mapping gives other keys", [Compared], Daily, "[key, key.AddDays(_days)]", "[key.AddDays(_days)]"),
        VersionEdit.Of("a mapping's field has another value", [Compared], Daily, "_days = -7", "_days = -14"),
        VersionEdit.Of("the way back of a mapping", Nothing, Daily, "[key, key.AddDays(7)]", "[key.AddDays(7), key]"),
        VersionEdit.Of("a mapping is renamed", Nothing, Daily, "SameWeekday", "WeekBefore"),
    ];

    private static IEnumerable<VersionEdit> Libraries =>
    [
        new("a project's method that is called", [Items], build => build with { Library = build.Library.Replace("2 * x", "x + x", StringComparison.Ordinal) }),
        new("a project's method that is not called", Nothing, build => build with { Library = build.Library.Replace("3 * x", "x + x + x", StringComparison.Ordinal) }),
        new("a package's version", [Summary], build => build with { PackageVersion = "1.0.1" }),
        new("a package's code with the same version", Nothing, build => build with { Package = build.Package.Replace("ToUpperInvariant", "ToLowerInvariant", StringComparison.Ordinal) }),
    ];
}
