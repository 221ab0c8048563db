package dev.holdfast.standalone.faults;

import dev.holdfast.standalone.stack.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records what the load requested and what was acknowledged. An effect is the text of its audit entry: action, first word of the detail, and
 * the reason or else the subject.
 */
final class Ledger {
    private final Progress progress;
    private final Map<String, Boolean> effects = new TreeMap<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private boolean ended;

    Ledger(Progress progress) {
        this.progress = progress;
    }

    /** Records a requested effect. Until it is acknowledged, it may happen once or not at all. */
    synchronized void requested(String effect) {
        effects.putIfAbsent(effect, false);
    }

    /** Records an acknowledged effect. It must have happened exactly once. */
    synchronized void acknowledged(String effect) {
        effects.put(effect, true);
    }

    /** Counts a kind of event for the summary. */
    synchronized void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    /** Records a broken promise. */
    synchronized void violated(String sentence) {
        violations.add(sentence);
        progress.say("VIOLATION: " + sentence);
    }

    /** Returns a copy of all requested effects, and whether they were acknowledged. */
    synchronized Map<String, Boolean> effects() {
        return new TreeMap<>(effects);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /** Returns the counts, one a line. */
    synchronized String summary() {
        StringBuilder text = new StringBuilder();
        counts.forEach((kind, count) -> text.append("%8d  %s%n".formatted(count, kind)));
        return text.toString();
    }

    /** Makes the load finish what it began. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean hasEnded() {
        return ended;
    }
}
