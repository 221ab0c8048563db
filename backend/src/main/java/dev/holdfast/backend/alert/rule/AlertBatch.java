package dev.holdfast.backend.alert.rule;

import dev.holdfast.backend.alert.rule.EventReader.Occurrence;
import dev.holdfast.contract.id.Digest;
import dev.holdfast.policy.CompiledPolicy;
import dev.holdfast.policy.Rule;
import dev.holdfast.policy.RuleHit;
import dev.holdfast.policy.alert.AlertRule;
import dev.holdfast.policy.alert.AlertRule.Threshold;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a page of events means for alerts: causes with their affected subjects, and subjects that are no longer affected. Pure. */
final class AlertBatch {
    /** Parts of the window of a threshold of events. */
    static final int WINDOW_PARTS = 12;

    private static final Set<String> LEAVING = Set.of("DeviceUnclaimed", "DeviceTransferred");
    /** Events of alerts raise no alerts, because these could raise alerts without end. */
    private static final String OF_ALERTS = "Alert";

    private static final Pattern OF_ROLLOUT = Pattern.compile("Rollout[A-Z].*");
    private static final AlertRule ONE_ALERT = new AlertRule(List.of(), null, null, null);

    private final Map<Key, Cause> causes = new LinkedHashMap<>();
    private final Map<KeyOfSubject, Affected> affected = new LinkedHashMap<>();
    private final Map<RuleOfSubject, Cleared> cleared = new LinkedHashMap<>();
    private final Map<PartOfWindow, Long> windows = new LinkedHashMap<>();

    private record Key(String rule, Digest key) {}

    private record KeyOfSubject(Key key, String subject) {}

    private record RuleOfSubject(String rule, String subject) {}

    private record PartOfWindow(Key key, Instant beginsAt) {}

    /** A row of {@code alert}. Times without a unit are in seconds. */
    record Cause(
            String rule,
            Digest key,
            String labels,
            String severity,
            String title,
            String nextStep,
            @Nullable UUID rolloutId,
            Instant firstSeen,
            Instant lastSeen,
            @Nullable Integer thresholdDevices,
            @Nullable Integer thresholdEvents,
            @Nullable Long thresholdWithin,
            @Nullable Long resolveAfter) {
        private Cause until(Instant last) {
            return new Cause(
                    rule,
                    key,
                    labels,
                    severity,
                    title,
                    nextStep,
                    rolloutId,
                    firstSeen,
                    last.isAfter(lastSeen) ? last : lastSeen,
                    thresholdDevices,
                    thresholdEvents,
                    thresholdWithin,
                    resolveAfter);
        }
    }

    /** A row of {@code alert_subject}; {@code clearedAt} is null if the subject is affected at the end of the page. */
    record Affected(
            String rule,
            Digest key,
            String subject,
            boolean isDevice,
            Instant firstSeen,
            Instant lastSeen,
            long events,
            @Nullable Instant clearedAt) {
        private Affected again(Instant at) {
            return new Affected(rule, key, subject, isDevice, firstSeen, at, events + 1, null);
        }

        private Affected cleared(Instant at) {
            return new Affected(rule, key, subject, isDevice, firstSeen, lastSeen, events, at);
        }
    }

    /** A subject that the page clears from the earlier alerts of a rule. */
    record Cleared(String rule, String subject, Instant at) {}

    /** A row of {@code alert_window}. */
    record WindowPart(String rule, Digest key, Instant beginsAt, long events) {}

    /** Evaluates the rules of a policy for events in order. */
    static AlertBatch of(CompiledPolicy policy, List<Occurrence> occurrences) {
        AlertBatch batch = new AlertBatch();
        for (Occurrence occurrence : occurrences) {
            if (!occurrence.facts().get("kind").startsWith(OF_ALERTS)) {
                batch.add(policy, occurrence);
            }
        }
        return batch;
    }

    Collection<Cause> causes() {
        return causes.values();
    }

    Collection<Affected> affected() {
        return affected.values();
    }

    Collection<Cleared> cleared() {
        return cleared.values();
    }

    List<WindowPart> windows() {
        return windows.entrySet().stream()
                .map(part -> new WindowPart(
                        part.getKey().key().rule(),
                        part.getKey().key().key(),
                        part.getKey().beginsAt(),
                        part.getValue()))
                .toList();
    }

    private void add(CompiledPolicy policy, Occurrence occurrence) {
        boolean leaves = LEAVING.contains(occurrence.facts().get("kind"));
        List<Rule> clearing = leaves ? policy.policy().rules() : policy.clearedBy(occurrence.facts());
        clearing.forEach(rule -> clear(rule.id(), occurrence));
        policy.decide(occurrence.facts().facts()).hits().forEach(hit -> hit(hit, occurrence));
    }

    private void clear(String rule, Occurrence occurrence) {
        String subject = occurrence.facts().get("subject");
        cleared.put(new RuleOfSubject(rule, subject), new Cleared(rule, subject, occurrence.at()));
        affected.replaceAll((key, one) ->
                key.key().rule().equals(rule) && key.subject().equals(subject) ? one.cleared(occurrence.at()) : one);
    }

    private void hit(RuleHit hit, Occurrence occurrence) {
        Instant at = occurrence.at();
        Cause cause = cause(hit, occurrence);
        Key key = new Key(cause.rule(), cause.key());
        causes.merge(key, cause, (before, same) -> before.until(at));
        String subject = occurrence.facts().get("subject");
        affected.merge(
                new KeyOfSubject(key, subject),
                new Affected(cause.rule(), cause.key(), subject, occurrence.isOfDevice(), at, at, 1, null),
                (before, same) -> before.again(at));
        if (cause.thresholdEvents() != null && cause.thresholdWithin() != null) {
            windows.merge(new PartOfWindow(key, beginOfPart(at, cause.thresholdWithin())), 1L, Long::sum);
        }
    }

    private static Instant beginOfPart(Instant at, long within) {
        long part = Math.max(1, within / WINDOW_PARTS);
        return Instant.ofEpochSecond(at.getEpochSecond() / part * part);
    }

    private static Cause cause(RuleHit hit, Occurrence occurrence) {
        Rule rule = hit.rule();
        AlertRule alert = rule.alert() == null ? ONE_ALERT : rule.alert();
        Map<String, Object> labels = new TreeMap<>();
        alert.groupBy().forEach(field -> labels.put(field, occurrence.facts().get(field)));
        String text = new JsonObject(labels).encode();
        Threshold threshold = alert.threshold();
        return new Cause(
                rule.id(),
                Digest.sha256(text.getBytes(StandardCharsets.UTF_8)),
                text,
                rule.severity().name(),
                hit.reason(),
                rule.remediation(),
                rollout(labels, occurrence),
                occurrence.at(),
                occurrence.at(),
                threshold == null || threshold.devices() == 0 ? null : threshold.devices(),
                threshold == null || threshold.events() == 0 ? null : threshold.events(),
                threshold == null ? null : threshold.within().toSeconds(),
                seconds(alert.resolveAfter()));
    }

    /** Returns the rollout of an alert about one rollout. */
    private static @Nullable UUID rollout(Map<String, Object> labels, Occurrence occurrence) {
        return labels.containsKey("subject")
                        && OF_ROLLOUT.matcher(occurrence.facts().get("kind")).matches()
                ? UUID.fromString(occurrence.facts().get("subject"))
                : null;
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
