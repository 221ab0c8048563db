package dev.holdfast.ui.deployment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.component.Icon;
import dev.holdfast.ui.component.StackedBar;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.component.Tone;
import dev.holdfast.ui.device.DeviceClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a deployment is, as a bar, a badge and a sentence.
 *
 * @param deployment the deployment
 * @param heldBack how many of its pending devices will not get it until they are trusted again
 */
record Progress(DeploymentView deployment, long heldBack) {
    StackedBar bar() {
        List<StackedBar.Part> parts = new ArrayList<>(List.of(
                new StackedBar.Part("attested", deployment.attested(), Tone.AFFIRMING),
                new StackedBar.Part("installed", deployment.installed(), Tone.PROGRESS),
                new StackedBar.Part("pending", deployment.pending() - heldBack, Tone.UNKNOWN)));
        if (heldBack > 0) {
            parts.add(new StackedBar.Part("held back", heldBack, Tone.WARNING));
        }
        parts.add(new StackedBar.Part("failed", deployment.failed(), Tone.CONTRAINDICATED));
        return new StackedBar("Progress", parts);
    }

    StatusBadge badge() {
        if (!deployment.current()) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.CLOCK_BACK, "Superseded");
        }
        if (deployment.targeted() == 0) {
            return StatusBadge.of(Tone.UNKNOWN, Icon.DASH, "No devices");
        }
        if (deployment.attested() == deployment.targeted()) {
            return StatusBadge.of(Tone.AFFIRMING, Icon.SHIELD, "Complete");
        }
        if (deployment.failed() > 0) {
            return StatusBadge.of(Tone.CONTRAINDICATED, Icon.ALERT, "Failures");
        }
        return isRunning()
                ? StatusBadge.of(Tone.PROGRESS, Icon.HOURGLASS, "Running")
                : StatusBadge.of(Tone.WARNING, Icon.BLOCKED, "Held back");
    }

    /** Returns whether any device is expected to go on by itself. */
    boolean isRunning() {
        return deployment.current() && deployment.attested() + heldBack < deployment.targeted();
    }

    /** Says it in a few words, for lists: {@code 24 of 25 attested · 1 held back}. */
    String brief() {
        String done = String.format(Locale.ROOT, "%,d of %,d attested", deployment.attested(), deployment.targeted());
        return heldBack == 0 ? done : done + String.format(Locale.ROOT, " · %,d held back", heldBack);
    }

    String sentence() {
        if (!deployment.current()) {
            return "A newer deployment took its place; the group no longer follows this one";
        }
        if (deployment.targeted() == 0) {
            return "The group has no devices yet; those that join it take these images";
        }
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT,
                "%,d of %s attested the new images",
                deployment.attested(),
                Amount.of(deployment.targeted(), "device")));
        if (deployment.failed() > 0) {
            sentence.append(String.format(Locale.ROOT, " · %,d could not install them", deployment.failed()));
        }
        if (heldBack > 0) {
            sentence.append(String.format(
                    Locale.ROOT,
                    " · %,d held back: untrusted, so %s will not get them until trusted again",
                    heldBack,
                    heldBack == 1 ? "it" : "they"));
        }
        return sentence.toString();
    }

    /**
     * How many pending devices of each group wait for nothing but trust: an untrusted device gets no update. Told only while
     * every untrusted device fits in one page of the operator API, because a part of them would be a wrong number.
     *
     * @param byGroup device counts by product and name; groups without such devices are absent
     */
    record HeldBack(Map<List<String>, Long> byGroup) {
        static final HeldBack NOTHING = new HeldBack(Map.of());

        HeldBack {
            byGroup = Map.copyOf(byGroup);
        }

        static HeldBack ask(DeviceClient client, String catalog, List<DeploymentView> deployments) {
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
            if (untrusted.total() > untrusted.devices().size()) {
                return NOTHING;
            }
            return new HeldBack(untrusted.devices().stream()
                    .filter(StatusBadge::isHeldBack)
                    .collect(groupingBy(device -> List.of(device.product(), device.group()), counting())));
        }

        static List<Progress> progress(DeviceClient client, String catalog, List<DeploymentView> deployments) {
            HeldBack heldBack = ask(client, catalog, deployments);
            return deployments.stream()
                    .map(deployment -> new Progress(deployment, heldBack.of(deployment)))
                    .toList();
        }

        long of(DeploymentView deployment) {
            long heldBack = byGroup.getOrDefault(List.of(deployment.product(), deployment.group()), 0L);
            return deployment.current() ? Math.min(heldBack, deployment.pending()) : 0;
        }

        private static DevicePage find(
                DeviceClient client, String catalog, @Nullable String product, @Nullable String group) {
            Filter untrusted = Filter.of("is", "untrusted");
            Filter filter = product == null || group == null
                    ? untrusted
                    : untrusted.and(Filter.of("product", product)).and(Filter.of("group", group));
            return client.page(catalog, ListRequest.of(filter.text(), LinkedPages.MOST));
        }
    }
}
