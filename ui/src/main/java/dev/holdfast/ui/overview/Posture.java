package dev.holdfast.ui.overview;

import static dev.holdfast.ui.text.Texts.text;

import dev.holdfast.contract.operator.catalog.Overview;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.device.DeviceQuery;
import dev.holdfast.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;

/** The state of a catalog as a sentence and a bar. */
final class Posture {
    private static final String NOT_RELEASED =
            Filter.of("code", StatusBadge.NOT_RELEASED).text();

    private Posture() {}

    static String sentence(Overview overview) {
        if (overview.devices() == 0) {
            return text("overview.no-devices");
        }
        List<String> parts = new ArrayList<>();
        if (FirstSteps.hasAttested(overview)) {
            parts.add(text("overview.trusted", overview.trusted(), overview.devices()));
            parts.add(text("overview.need-attention", overview.outdated() + overview.untrusted()));
        } else {
            parts.add(text("overview.none-attested", overview.devices()));
        }
        add(parts, "overview.unreachable", overview.unreachable());
        add(parts, "overview.with-anomalies", overview.anomalous());
        add(parts, "overview.blocked", overview.blocked());
        return String.join(" · ", parts);
    }

    private static void add(List<String> parts, String key, long count) {
        if (count > 0) {
            parts.add(text(key, count));
        }
    }

    /** Returns the devices by health. Devices without a released operating system are apart, because they are no alarm. */
    static StackedBar bar(Overview overview) {
        long notReleased = overview.notReleased();
        List<StackedBar.Segment> segments = new ArrayList<>(List.of(
                segment(Health.TRUSTED, overview.trusted()),
                segment(Health.OUTDATED, overview.outdated()),
                segment(Health.FAILED, overview.untrusted() - notReleased),
                segment(Health.UNREACHABLE, overview.unreachable()),
                segment(Health.UNKNOWN, overview.unknown() - overview.unreachable())));
        if (notReleased > 0) {
            segments.add(new StackedBar.Segment(text("overview.not-released"), notReleased, Tone.UNKNOWN));
        }
        return new StackedBar(text("overview.health"), segments);
    }

    static DeviceQuery devices(StackedBar.Segment segment) {
        return List.of(Health.values()).stream()
                .filter(health -> name(health).equals(segment.name()))
                .map(DeviceQuery.ALL::withHealth)
                .findFirst()
                .orElseGet(() -> DeviceQuery.ALL.withHealth(Health.FAILED).withText(NOT_RELEASED));
    }

    private static StackedBar.Segment segment(Health health, long count) {
        return new StackedBar.Segment(name(health), count, StatusBadge.tone(health));
    }

    private static String name(Health health) {
        return Texts.word(health).toLowerCase(Texts.locale());
    }
}
