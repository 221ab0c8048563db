package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import java.util.List;
import java.util.Locale;

/** A catalog's state as one sentence and one bar. */
final class Posture {
    private Posture() {}

    static String sentence(Overview overview) {
        if (overview.devices() == 0) {
            return "No devices yet";
        }
        long needing = overview.outdated() + overview.untrusted();
        return String.format(
                        Locale.ROOT, "%,d of %s trusted", overview.trusted(), Amount.of(overview.devices(), "device"))
                + (needing == 0 ? " · nothing needs attention" : " · " + text("overview.need-attention", needing))
                + counted(overview.unreachable(), "unreachable")
                + counted(overview.suspected(), "under anomaly")
                + counted(overview.blocked(), "blocked");
    }

    private static String counted(long count, String words) {
        return count == 0 ? "" : " · " + Amount.of(count) + " " + words;
    }

    static StackedBar bar(Overview overview) {
        return new StackedBar(
                "Health",
                List.of(
                        part(Health.TRUSTED, overview.trusted()),
                        part(Health.OUTDATED, overview.outdated()),
                        part(Health.FAILED, overview.untrusted()),
                        part(Health.UNREACHABLE, overview.unreachable()),
                        part(Health.UNKNOWN, overview.unknown() - overview.unreachable())));
    }

    static Health health(StackedBar.Part part) {
        return List.of(Health.values()).stream()
                .filter(health -> name(health).equals(part.name()))
                .findFirst()
                .orElseThrow();
    }

    private static StackedBar.Part part(Health health, long count) {
        return new StackedBar.Part(name(health), count, StatusBadge.tone(health));
    }

    private static String name(Health health) {
        return StatusBadge.word(health).toLowerCase(Locale.ROOT);
    }
}
