package dev.holdfast.ui.deployment;

import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.filter.Filter;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.ui.client.ListRequest;
import dev.holdfast.ui.component.Amount;
import dev.holdfast.ui.device.DeviceClient;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says what a deployment to a group does before it is started.
 *
 * @param deployments the deployments of the catalog
 * @param devices the devices of the catalog
 * @param catalog the catalog's name
 */
record DeployPreview(DeploymentClient deployments, DeviceClient devices, String catalog) {
    /**
     * What a group runs now, and who gets what is deployed to it.
     *
     * @param group the group; null while none is chosen
     * @param deployed the images that are deployed to it
     * @param held how many of its devices get no update, because they are untrusted
     */
    record Target(@Nullable DeviceGroupView group, List<ImageView> deployed, long held) {
        static final Target NONE = new Target(null, List.of(), 0);

        /** Returns whether applications can be deployed to it. */
        boolean takesApplications() {
            return group != null && group.updatePolicy().equals("UpdateAll");
        }

        String now() {
            return deployed.isEmpty()
                    ? "Nothing is deployed to this group yet."
                    : "Deployed now: "
                            + deployed.stream().map(DeployPreview::name).collect(Collectors.joining(", "));
        }

        String effect(Collection<ImageView> chosen) {
            if (group == null) {
                return "";
            }
            if (!takesApplications()) {
                return "This group takes updates of the operating system only. Choose another group for applications.";
            }
            long installing = group.devices() - held;
            String devices = group.devices() == 0
                    ? "The group has no devices yet; those that join it will install these images."
                    : Amount.of(installing, "device")
                            + " will install these images at the next contact and count as done" + " once attested.";
            return devices
                    + (held == 0
                            ? ""
                            : " " + Amount.of(held, "untrusted device") + (held == 1 ? " is" : " are")
                                    + " held back until trusted again.")
                    + replaced(chosen);
        }

        private String replaced(Collection<ImageView> chosen) {
            if (deployed.isEmpty()) {
                return "";
            }
            return ids(chosen).equals(ids(deployed))
                    ? " These images are deployed to the group already."
                    : " This replaces the group's current deployment.";
        }

        private static Set<ImageId> ids(Collection<ImageView> images) {
            return images.stream().map(ImageView::id).collect(Collectors.toSet());
        }
    }

    /** Reads what it takes for a group. */
    Target of(DeviceGroupView group) {
        List<DeploymentView> newest = group.hasDeployment()
                ? deployments
                        .ofGroup(catalog, group.product(), group.name(), ListRequest.of(null, 1))
                        .getEntity()
                : List.of();
        Filter untrustedInGroup = Filter.of("is", "untrusted")
                .and(Filter.of("product", group.product()))
                .and(Filter.of("group", group.name()));
        long untrusted = devices.page(catalog, ListRequest.of(untrustedInGroup.text(), 1))
                .total();
        return new Target(
                group, newest.isEmpty() ? List.of() : newest.getFirst().images(), Math.min(untrusted, group.devices()));
    }

    static String name(ImageView image) {
        return image.name() + " · version " + image.securityVersion();
    }
}
