package dev.holdfast.ui.deployment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.ui.client.LinkedPages;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.device.DeviceClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many pending devices of each group wait for nothing but trust: an untrusted device gets no update. Told only while
 * every untrusted device fits in one page of the operator API, because a part of them would be a wrong number.
 *
 * @param byGroup device counts by product and name; groups without such devices are absent
 */
record HeldBack(Map<List<String>, Long> byGroup) {
    /** Nothing is known to be held back. */
    static final HeldBack NOTHING = new HeldBack(Map.of());

    HeldBack {
        byGroup = Map.copyOf(byGroup);
    }

    /** Asks for the devices that hold back any of these deployments; does not ask when none can be held back. */
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

    /** Returns how far deployments are, with what is held back. */
    static List<Progress> progress(DeviceClient client, String catalog, List<DeploymentView> deployments) {
        HeldBack heldBack = ask(client, catalog, deployments);
        return deployments.stream()
                .map(deployment -> new Progress(deployment, heldBack.of(deployment)))
                .toList();
    }

    /** Returns how many of a deployment's pending devices are held back. */
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
