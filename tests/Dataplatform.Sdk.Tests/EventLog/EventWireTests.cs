using System.Globalization;
using System.Text;
using Dataplatform.Sdk.Events;

namespace Dataplatform.Sdk.Tests.EventLog;

/// <summary>The stored form is a promise: what was once written is read for ever.</summary>
public sealed class EventWireTests
{
    /// <summary>Logs of every format that ever was; a new format adds a file, and none is ever changed.</summary>
    public static TheoryData<int> Formats => [.. Enumerable.Range(1, EventWire.Format)];

    [Fact]
    public void Events_are_written_in_the_approved_form()
    {
        var written = string.Concat(EventSamples.All.Select(sample => Line(EventWire.Write(sample))));

        var path = Path.Combine(AppContext.BaseDirectory, "Approved", $"events-{EventWire.Format}.txt");
        var approved = File.Exists(path) ? File.ReadAllText(path) : string.Empty;
        if (written != approved)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(Path.ChangeExtension(path, ".received.txt"), written);
        }

        written.ShouldBe(approved, $"{path} differs; what was written is beside it. A stored form is never changed: a new one gets a new format.");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Logs_of_every_format_are_read(int format)
    {
        var stored = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Approved", $"events-{format}.txt")).Select(Parse).ToList();

        stored.Count.ShouldBe(EventSamples.All.Count);
        for (var i = 0; i < stored.Count; i++)
        {
            var read = EventWire.Read(stored[i]);
            read.GetType().ShouldBe(EventSamples.All[i].GetType());
            Line(EventWire.Write(read)).ShouldBe(Line(EventWire.Write(EventSamples.All[i])));
        }
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        var done = (RunEvent.AssetMaterialized)EventSamples.All[3];

        var read = (RunEvent.AssetMaterialized)EventWire.Read(EventWire.Write(done));

        (read with { Inputs = done.Inputs, Metadata = done.Metadata, Code = done.Code }).ShouldBe(done);
        read.Code!.Parts.ShouldBe(done.Code!.Parts);
        read.Inputs.ShouldBe(done.Inputs);
        read.Metadata.Where(fact => fact.Key != "table").ShouldBe(done.Metadata.Where(fact => fact.Key != "table"));
        read.Metadata["table"].ShouldBeOfType<MetadataValue.Table>().Rows.Single().ShouldBe(["1", null]);
        read.Metadata["nan"].ShouldBe(new MetadataValue.Number(double.NaN));
    }

    [Theory]
    [InlineData("its method left it out", true)]
    [InlineData("fresh: what it reads came out as it was", true)]
    [InlineData("fresh: another run has computed it in the meantime", true)]
    [InlineData("another run that goes on from the same one has published it", true)]
    [InlineData("'a/two' was left out by its method, upstream of 'a/three'", true)]
    [InlineData("'a/two' failed", false)]
    public void A_skip_of_before_says_in_its_reason_whether_it_was_by_choice(string reason, bool isByChoice)
    {
        var stored = new StoredEvent("asset_skipped", 1, EventSamples.Run, default, Encoding.UTF8.GetBytes($$"""{"key":"sales/orders","reason":"{{reason}}"}"""));

        var skipped = EventWire.Read(stored).ShouldBeOfType<RunEvent.AssetSkipped>();

        skipped.IsByChoice.ShouldBe(isByChoice);
        skipped.LeftOut.ShouldBeNull();
    }

    [Fact]
    public void An_event_of_a_newer_format_asks_for_an_update()
    {
        var newer = EventWire.Write(EventSamples.All[0]) with { Format = EventWire.Format + 1 };

        Should.Throw<DataplatformException>(() => EventWire.Read(newer)).Message.ShouldContain("newer Dataplatform.Sdk");
    }

    [Theory]
    [InlineData("run_started", "{")]
    [InlineData("asset_failed", "{}")]
    [InlineData("no_such_event", "{}")]
    [InlineData("run_completed", "{\"status\":\"odd\"}")]
    public void A_damaged_event_is_named(string name, string body)
    {
        var damaged = new StoredEvent(name, 1, EventSamples.Run, default, Encoding.UTF8.GetBytes(body));

        Should.Throw<DataplatformException>(() => EventWire.Read(damaged)).Message.ShouldStartWith($"The event '{name}' of run {EventSamples.Run} is damaged:");
    }

    private static string Line(StoredEvent stored) => string.Create(
        CultureInfo.InvariantCulture, $"{stored.Name}\t{stored.Format}\t{stored.RunId}\t{stored.Time.UtcTicks}\t{Encoding.UTF8.GetString(stored.Body.Span)}\n");

    private static StoredEvent Parse(string line) => line.Split('\t') is [var name, var format, var run, var ticks, var body]
        ? new StoredEvent(name, int.Parse(format, CultureInfo.InvariantCulture), new RunId(run), new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Encoding.UTF8.GetBytes(body))
        : throw new FormatException(line);
}
