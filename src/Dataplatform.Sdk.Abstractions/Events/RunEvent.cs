namespace Dataplatform.Sdk.Events;

/// <summary>Something that happened in a run: a closed set of cases, in the order in which they happen.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Time">When.</param>
public abstract record RunEvent(RunId RunId, DateTimeOffset Time)
{
    /// <summary>The run began.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Assets">What is planned, in the order of the plan.</param>
    public sealed record RunStarted(RunId RunId, DateTimeOffset Time, IReadOnlyList<AssetKey> Assets) : RunEvent(RunId, Time)
    {
        /// <summary>Who asked for it, and for what; null where nobody said.</summary>
        public RunLaunch? Launch { get; init; }

        /// <summary>What is planned of partitioned assets, a slice for each step.</summary>
        public IReadOnlyList<AssetSlice> Slices { get; init; } = [];

        /// <summary>The code that makes these, so that it is known of what is published even if nobody lives to tell.</summary>
        public IReadOnlyList<SliceCode> SliceCodes { get; init; } = [];
    }

    /// <summary>A step began.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Step">The step's name.</param>
    /// <param name="Assets">The assets it computes.</param>
    public sealed record StepStarted(RunId RunId, DateTimeOffset Time, string Step, IReadOnlyList<AssetKey> Assets) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that it makes; none where its assets are not partitioned.</summary>
        public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];
    }

    /// <summary>An attempt of a step failed, and there will be another one. What the attempt staged is discarded.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Step">The step's name.</param>
    /// <param name="Assets">The assets it computes.</param>
    /// <param name="Attempt">The attempt that failed, from 1.</param>
    /// <param name="Delay">How long the step rests before the next one.</param>
    /// <param name="Error">Why the attempt failed.</param>
    public sealed record StepRetrying(
        RunId RunId,
        DateTimeOffset Time,
        string Step,
        IReadOnlyList<AssetKey> Assets,
        int Attempt,
        TimeSpan Delay,
        StepError Error) : RunEvent(RunId, Time);

    /// <summary>An asset was published.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Version">The id of the version in its store; null for an effect.</param>
    /// <param name="Rows">Its rows; null for views, values and effects.</param>
    /// <param name="Bytes">Its size where the store knows it.</param>
    /// <param name="Duration">How long its step took, publication included.</param>
    /// <param name="Metadata">What the asset says of itself.</param>
    public sealed record AssetMaterialized(
        RunId RunId,
        DateTimeOffset Time,
        AssetKey Key,
        string? Version,
        long? Rows,
        long? Bytes,
        TimeSpan Duration,
        IReadOnlyDictionary<string, MetadataValue> Metadata) : RunEvent(RunId, Time)
    {
        /// <summary>The code version that computed it; null if it is not known.</summary>
        public string? CodeVersion { get; init; }

        /// <summary>With what that code was compiled; null if it is not known, or was declared.</summary>
        public string? CodeBuild { get; init; }

        /// <summary>The code, part by part, where it is another than that of the materialization before; null otherwise.</summary>
        public CodeRecord? Code { get; init; }

        /// <summary>What its data is known by: equal data has an equal one. Null if nobody computed it.</summary>
        public string? DataVersion { get; init; }

        /// <summary>What it was computed from.</summary>
        public IReadOnlyList<InputVersion> Inputs { get; init; } = [];

        /// <summary>The partitions that were published; none where it is not partitioned.</summary>
        public IReadOnlyList<MaterializedPartition> Partitions { get; init; } = [];
    }

    /// <summary>An external asset was observed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="DataVersion">By what its data is known: equal data has an equal one.</param>
    /// <param name="Duration">How long its observer took.</param>
    /// <param name="Metadata">What the observer says of it.</param>
    public sealed record AssetObserved(
        RunId RunId,
        DateTimeOffset Time,
        AssetKey Key,
        string DataVersion,
        TimeSpan Duration,
        IReadOnlyDictionary<string, MetadataValue> Metadata) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that were observed; none where it is not partitioned.</summary>
        public IReadOnlyList<MaterializedPartition> Partitions { get; init; } = [];
    }

    /// <summary>A check was called: with what a step has staged, before it is published or because of it not published, or with what is published.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Check">The check's name.</param>
    /// <param name="Passed">Whether all was well.</param>
    /// <param name="Severity">How bad a failure is.</param>
    /// <param name="IsBlocking">Whether a failure keeps data from being published.</param>
    /// <param name="Duration">How long it took.</param>
    public sealed record CheckEvaluated(
        RunId RunId, DateTimeOffset Time, AssetKey Key, string Check, bool Passed, CheckSeverity Severity, bool IsBlocking, TimeSpan Duration) : RunEvent(RunId, Time)
    {
        /// <summary>What was wrong; null if nothing was said.</summary>
        public string? Message { get; init; }

        /// <summary>The version that was checked, published or not; null where the store has no ids.</summary>
        public string? Version { get; init; }

        /// <summary>Some of the rows that were wrong.</summary>
        public MetadataValue.Table? Evidence { get; init; }

        /// <summary>The facts about it, by name.</summary>
        public IReadOnlyDictionary<string, MetadataValue> Metadata { get; init; } = new Dictionary<string, MetadataValue>();

        /// <summary>The partitions that were checked; none where the asset is not partitioned.</summary>
        public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];
    }

    /// <summary>The checks of an asset were called with what is published; what each has found is said before.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Duration">How long they took.</param>
    /// <param name="Failed">How many of severity error failed.</param>
    public sealed record AssetChecked(RunId RunId, DateTimeOffset Time, AssetKey Key, TimeSpan Duration, int Failed) : RunEvent(RunId, Time);

    /// <summary>An asset was not published because its step failed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Duration">How long its step took.</param>
    /// <param name="Error">Why.</param>
    public sealed record AssetFailed(RunId RunId, DateTimeOffset Time, AssetKey Key, TimeSpan Duration, StepError Error) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that it concerns; none where the asset is not partitioned.</summary>
        public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];
    }

    /// <summary>An asset was not computed.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Reason">Why: names the asset that failed upstream.</param>
    public sealed record AssetSkipped(RunId RunId, DateTimeOffset Time, AssetKey Key, string Reason) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that it concerns; none where the asset is not partitioned.</summary>
        public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];

        /// <summary>Whether there was nothing to do, because it was fresh or left out, and nothing went wrong.</summary>
        public bool IsByChoice { get; init; }

        /// <summary>From what its method was called, if that left it out; null if it was not called.</summary>
        public Materialization? LeftOut { get; init; }
    }

    /// <summary>An asset was not published because the run was cancelled.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Duration">How long its step took; zero if it never began.</param>
    /// <param name="Reason">Whether it was interrupted or never began.</param>
    public sealed record AssetCancelled(RunId RunId, DateTimeOffset Time, AssetKey Key, TimeSpan Duration, string Reason) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that it concerns; none where the asset is not partitioned.</summary>
        public IReadOnlyList<PartitionPlace> Partitions { get; init; } = [];
    }

    /// <summary>The run's process ended, or fell silent, before the run did. Said by another process.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When it was found.</param>
    /// <param name="Reason">How it was found.</param>
    public sealed record RunDied(RunId RunId, DateTimeOffset Time, string Reason) : RunEvent(RunId, Time);

    /// <summary>The published version of an asset was removed from its store.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    public sealed record AssetWiped(RunId RunId, DateTimeOffset Time, AssetKey Key) : RunEvent(RunId, Time);

    /// <summary>A version of an asset was published again that had been published before, and those after it were withdrawn.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="Restored">How the version came to be that is published again.</param>
    public sealed record AssetRolledBack(RunId RunId, DateTimeOffset Time, AssetKey Key, Materialization Restored) : RunEvent(RunId, Time)
    {
        /// <summary>The id of the version that was published until then; null if it is not known.</summary>
        public string? Withdrawn { get; init; }

        /// <summary>The code that computed the version, part by part; null if it is not known.</summary>
        public CodeRecord? Code { get; init; }
    }

    /// <summary>Somebody else has made an external asset anew, and said so.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When it was said.</param>
    /// <param name="Key">The asset.</param>
    /// <param name="DataVersion">By what its data is known: equal data has an equal one. Null if nothing was said, and then the data counts as new.</param>
    /// <param name="Metadata">What was said of it.</param>
    public sealed record AssetReported(
        RunId RunId,
        DateTimeOffset Time,
        AssetKey Key,
        string? DataVersion,
        IReadOnlyDictionary<string, MetadataValue> Metadata) : RunEvent(RunId, Time)
    {
        /// <summary>The partitions that were made anew; none where it is not partitioned.</summary>
        public IReadOnlyList<MaterializedPartition> Partitions { get; init; } = [];
    }

    /// <summary>Old runs were deleted from the log; this is what they said about assets that nothing later replaces.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When.</param>
    /// <param name="Assets">The facts, with their places in the log.</param>
    public sealed record RetentionApplied(RunId RunId, DateTimeOffset Time, IReadOnlyList<AssetRecord> Assets) : RunEvent(RunId, Time)
    {
        /// <summary>What is known of the partitions that the deleted runs said something about.</summary>
        public IReadOnlyList<PartitionChunk> Partitions { get; init; } = [];

        private readonly RetainedFacts _facts = new();

        /// <summary>What is kept of an asset; null for nothing.</summary>
        internal AssetRecord? Of(AssetKey key) => _facts.Find(Assets, key);
    }

    /// <summary>A backfill began: runs that make many partitions, one batch after the other.</summary>
    /// <param name="RunId">The backfill; its runs have ids of their own and name this one.</param>
    /// <param name="Time">When.</param>
    /// <param name="Launch">Who asked for it, and for what.</param>
    /// <param name="Targets">What it is to make, in the order of the plan.</param>
    /// <param name="Owner">The process that carries it out.</param>
    public sealed record BackfillStarted(RunId RunId, DateTimeOffset Time, RunLaunch Launch, IReadOnlyList<BackfillTarget> Targets, ProcessStamp Owner) : RunEvent(RunId, Time)
    {
        /// <summary>Whether the latest partitions are made first.</summary>
        public bool NewestFirst { get; init; }
    }

    /// <summary>A backfill that had ended, or whose process had, goes on with what is left.</summary>
    /// <param name="RunId">The backfill.</param>
    /// <param name="Time">When.</param>
    /// <param name="Owner">The process that carries it out now.</param>
    public sealed record BackfillResumed(RunId RunId, DateTimeOffset Time, ProcessStamp Owner) : RunEvent(RunId, Time);

    /// <summary>Somebody asked a backfill to stop.</summary>
    /// <param name="RunId">The backfill.</param>
    /// <param name="Time">When.</param>
    public sealed record BackfillCancelRequested(RunId RunId, DateTimeOffset Time) : RunEvent(RunId, Time);

    /// <summary>A backfill ended.</summary>
    /// <param name="RunId">The backfill.</param>
    /// <param name="Time">When.</param>
    /// <param name="Status">How: failed if anything did.</param>
    /// <param name="Made">How many partitions were made, of all assets together.</param>
    /// <param name="Failed">How many failed.</param>
    /// <param name="Blocked">How many were not tried because something that they need failed.</param>
    public sealed record BackfillEnded(RunId RunId, DateTimeOffset Time, RunStatus Status, long Made, long Failed, long Blocked) : RunEvent(RunId, Time);

    /// <summary>Keys were added to a dynamic set of partition keys.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When.</param>
    /// <param name="Set">The set.</param>
    /// <param name="Keys">The keys; those that are in it already stay as they are.</param>
    public sealed record PartitionKeysAdded(RunId RunId, DateTimeOffset Time, string Set, IReadOnlyList<string> Keys) : RunEvent(RunId, Time);

    /// <summary>Keys were removed from a dynamic set of partition keys. What was published of them stays in its stores.</summary>
    /// <param name="RunId">Names this act; it is no run of a plan.</param>
    /// <param name="Time">When.</param>
    /// <param name="Set">The set.</param>
    /// <param name="Keys">The keys.</param>
    public sealed record PartitionKeysRemoved(RunId RunId, DateTimeOffset Time, string Set, IReadOnlyList<string> Keys) : RunEvent(RunId, Time);

    /// <summary>The run ended.</summary>
    /// <param name="RunId">The run.</param>
    /// <param name="Time">When.</param>
    /// <param name="Status">How.</param>
    /// <param name="Duration">How long it took.</param>
    /// <param name="Assets">What became of each asset, in the order of the plan.</param>
    public sealed record RunCompleted(
        RunId RunId,
        DateTimeOffset Time,
        RunStatus Status,
        TimeSpan Duration,
        IReadOnlyList<AssetOutcome> Assets) : RunEvent(RunId, Time);
}
