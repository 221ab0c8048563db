package dev.holdfast.ui.deployment;

import static dev.holdfast.ui.text.Texts.text;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.UpdateState;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.device.DeviceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a deployment as a bar, a badge and a sentence.
 *
 * @param held the number of pending devices that are untrusted. They can install the update to repair themselves, and count when they are
 *     trusted again
 */
record Progress(DeploymentView deployment, long held) {
    /** Returns the bar. Unknown and unreachable devices are apart from other pending ones where the operator API counts them. */
    StackedBar bar() {
        long unknown = counted(deployment.unknown());
        long unreachable = counted(deployment.unreachable());
        List<StackedBar.Segment> segments = new ArrayList<>(List.of(
                segment("attested", deployment.attested(), Tone.AFFIRMING),
                segment("installed", deployment.installed(), Tone.PROGRESS),
                segment("pending", Math.max(0, deployment.pending() - held - unknown - unreachable), Tone.WAITING)));
        if (deployment.unknown() != null) {
            segments.add(segment("unknown", unknown, Tone.UNKNOWN));
            segments.add(segment("unreachable", unreachable, Tone.UNREACHABLE));
        }
        if (held > 0) {
            segments.add(segment("held", held, Tone.WARNING));
        }
        segments.add(segment("failed", deployment.failed(), Tone.CONTRAINDICATED));
        return new StackedBar(text("deployment-progress"), segments);
    }

    private static long counted(@Nullable Long devices) {
        return devices == null ? 0 : devices;
    }

    private static StackedBar.Segment segment(String key, long count, Tone tone) {
        return new StackedBar.Segment(text("deployment-progress." + key), count, tone);
    }

    StatusBadge badge() {
        if (!deployment.current()) {
            return badge(Tone.UNKNOWN, Icon.CLOCK_BACK, "superseded");
        }
        if (deployment.targeted() == 0) {
            return badge(Tone.UNKNOWN, Icon.DASH, "no-devices");
        }
        if (deployment.attested() == deployment.targeted()) {
            return badge(Tone.AFFIRMING, Icon.SHIELD, "complete");
        }
        if (deployment.failed() > 0) {
            return badge(Tone.CONTRAINDICATED, Icon.ALERT, "failures");
        }
        return isRunning()
                ? badge(Tone.PROGRESS, Icon.HOURGLASS, "running")
                : badge(Tone.WARNING, Icon.BLOCKED, "rest-held");
    }

    private static StatusBadge badge(Tone tone, Icon icon, String key) {
        return StatusBadge.of(tone, icon, text("deployment-progress." + key));
    }

    /** Returns whether the deployment is current and at least one device has neither attested it nor is held. */
    boolean isRunning() {
        return deployment.current() && deployment.attested() + held < deployment.targeted();
    }

    /** Returns a short form for lists: {@code 24 of 25 attested · 1 held}. */
    String brief() {
        String done = text("deployment-progress.brief", deployment.attested(), deployment.targeted());
        return held == 0 ? done : done + " · " + text("deployment-progress.held-count", held);
    }

    String sentence() {
        if (!deployment.current()) {
            return text("deployment-progress.replaced");
        }
        if (deployment.targeted() == 0) {
            return text("deployment-progress.no-devices-yet");
        }
        List<String> counts = new ArrayList<>();
        counts.add(text("deployment-progress.count", deployment.attested(), deployment.targeted()));
        if (deployment.failed() > 0) {
            counts.add(text("deployment-progress.failed-count", deployment.failed()));
        }
        if (held > 0) {
            counts.add(text("deployment-progress.held-untrusted", held));
        }
        return String.join(" · ", counts);
    }

    /**
     * The number of pending devices in each group that are untrusted. Empty if the untrusted devices do not fit into one page of the
     * operator API, because a partial count would be wrong.
     *
     * @param byGroup device counts by product and group; groups without such devices are absent
     */
    record Held(Map<List<String>, Long> byGroup) {
        static final Held NOTHING = new Held(Map.of());

        Held {
            byGroup = Map.copyOf(byGroup);
        }

        /** Reads the untrusted devices of the groups whose current deployment has pending devices. */
        static Held ask(DeviceClient client, String catalog, List<DeploymentView> deployments) {
            List<DeploymentView> waiting = deployments.stream()
                    .filter(DeploymentView::current)
                    .filter(deployment -> deployment.pending() > 0)
                    .toList();
            if (waiting.isEmpty()) {
                return NOTHING;
            }
            boolean one = waiting.size() == 1;
            DevicePage untrusted = find(
                    client,
                    catalog,
                    one ? waiting.getFirst().product() : null,
                    one ? waiting.getFirst().group() : null);
            if (untrusted.total() > untrusted.items().size()) {
                return NOTHING;
            }
            return new Held(untrusted.items().stream()
                    .filter(device -> device.update().state() == UpdateState.HELD)
                    .collect(groupingBy(device -> List.of(device.product(), device.group()), counting())));
        }

        static List<Progress> progress(DeviceClient client, String catalog, List<DeploymentView> deployments) {
            Held held = ask(client, catalog, deployments);
            return deployments.stream()
                    .map(deployment -> new Progress(deployment, held.of(deployment)))
                    .toList();
        }

        long of(DeploymentView deployment) {
            long held = byGroup.getOrDefault(List.of(deployment.product(), deployment.group()), 0L);
            return deployment.current() ? Math.min(held, deployment.pending()) : 0;
        }

        private static DevicePage find(
                DeviceClient client, String catalog, @Nullable String product, @Nullable String group) {
            Filter untrusted = Filter.of("is", "untrusted");
            Filter filter = product == null || group == null
                    ? untrusted
                    : untrusted.and(Filter.of("product", product)).and(Filter.of("group", group));
            return client.page(catalog, ListRequest.of(filter.text(), LinkedPages.MAX));
        }
    }
}
