package dev.holdfast.ui.overview;

import dev.holdfast.contract.operator.Overview;
import dev.holdfast.contract.operator.Trust;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import java.util.List;
import java.util.Locale;

/** A catalog's state as one sentence and one bar. */
final class Posture {
    private Posture() {}

    static String sentence(Overview overview) {
        if (overview.devices() == 0) {
            return "No devices yet";
        }
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT, "%,d of %s trusted", overview.trusted(), Amount.of(overview.devices(), "device")));
        long needing = overview.outdated() + overview.untrusted();
        sentence.append(
                needing == 0
                        ? " · nothing needs attention"
                        : String.format(Locale.ROOT, " · %,d %s attention", needing, needing == 1 ? "needs" : "need"));
        if (overview.silent() > 0) {
            sentence.append(String.format(Locale.ROOT, " · %,d silent for a day or more", overview.silent()));
        }
        return sentence.toString();
    }

    static StackedBar bar(Overview overview) {
        return new StackedBar(
                "Trust",
                List.of(
                        part(Trust.TRUSTED, overview.trusted()),
                        part(Trust.OUTDATED, overview.outdated()),
                        part(Trust.UNTRUSTED, overview.untrusted()),
                        part(Trust.UNKNOWN, overview.unknown())));
    }

    /** Returns the trust that a part of the bar stands for. */
    static Trust trust(StackedBar.Part part) {
        return List.of(Trust.values()).stream()
                .filter(trust -> name(trust).equals(part.name()))
                .findFirst()
                .orElseThrow();
    }

    private static StackedBar.Part part(Trust trust, long count) {
        return new StackedBar.Part(name(trust), count, Tone.of(trust));
    }

    private static String name(Trust trust) {
        return StatusBadge.word(trust).toLowerCase(Locale.ROOT);
    }
}
