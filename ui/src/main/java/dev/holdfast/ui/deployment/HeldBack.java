package dev.holdfast.ui.deployment;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.device.DevicePage;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Trust;
import dev.holdfast.ui.component.StatusBadge;
import dev.holdfast.ui.device.DeviceClient;
import dev.holdfast.ui.device.DeviceSort;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many pending devices of each group wait for nothing but trust: an untrusted device gets no update. Told only while
 * every untrusted device fits in one page of the operator API, because a part of them would be a wrong number.
 *
 * @param byGroup device counts; groups without such devices are absent
 */
record HeldBack(Map<Group, Long> byGroup) {
    /** Nothing is known to be held back. */
    static final HeldBack NOTHING = new HeldBack(Map.of());

    private static final int PAGE = 500;

    /**
     * A device group.
     *
     * @param product its product's name
     * @param name its name
     */
    record Group(String product, String name) {}

    /** Copies the map. */
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
                .collect(groupingBy(HeldBack::group, counting())));
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
        long heldBack = byGroup.getOrDefault(new Group(deployment.product(), deployment.group()), 0L);
        return deployment.current() ? Math.min(heldBack, deployment.pending()) : 0;
    }

    private static DevicePage find(
            DeviceClient client, String catalog, @Nullable String product, @Nullable String group) {
        return client.find(
                catalog, null, Trust.UNTRUSTED, null, product, group, false, DeviceSort.DEFAULT.text(), null, PAGE);
    }

    private static Group group(DeviceView device) {
        return new Group(device.product(), device.group());
    }
}
