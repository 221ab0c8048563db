package dev.holdfast.backend.update.deployment;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Tx;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.update.content.ImageRefusal;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.backend.update.image.DeployedImage;
import dev.holdfast.backend.update.policy.UpdatePolicyTexts;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Request to deploy images to a device group.
 *
 * @param groupId the group's GUID in a request that waits for approval, because a deleted group's name can be reused; null in a new request
 * @param deployment images and reason
 */
public record DeploymentRequest(
        String product,
        String group,
        @Nullable UUID groupId,
        @Valid NewDeployment deployment) {
    private static final String IMAGES = "imageIds";
    private static final String DEVICES =
            "select count(*) as devices from device where catalog_id = $1 and group_id = $2";
    private static final String POLICY = "select " + UpdatePolicyTexts.COLUMNS + " from device_group g "
            + UpdatePolicyTexts.JOIN + " where g.catalog_id = $1 and g.group_id = $2";
    private static final Comparator<ImageView> ORDER = Comparator.<ImageView>comparingInt(
                    image -> ImageRows.type(image).number())
            .thenComparing(ImageView::name);

    /** Returns the request with the group's GUID, to be stored until the approval. */
    DeploymentRequest withGroup(GroupRef found) {
        return new DeploymentRequest(product, group, found.id(), deployment);
    }

    /**
     * Resolved request.
     *
     * @param scope the group's scope
     * @param images images in installation order
     */
    public record Target(GroupRef group, Scope scope, List<ImageView> images) {
        String summary() {
            return "Deploy " + images.stream().map(ImageView::name).collect(Collectors.joining(", ")) + " to "
                    + group.title() + ".";
        }

        /** Returns the effect in sentences: the images, the number of devices, the images that they replace, and bytes. */
        Uni<List<String>> effect(Tx tx) {
            return Uni.combine()
                    .all()
                    .unis(
                            tx.one(DEVICES, row -> row.getLong("devices"), tx.catalog(), group.id()),
                            PreviewDeployment.current(tx, group.id()))
                    .usingConcurrencyOf(1)
                    .with(this::sentences);
        }

        private List<String> sentences(long devices, List<ImageView> current) {
            List<String> effect = new ArrayList<>();
            effect.add(group.title() + ", " + devices + (devices == 1 ? " device" : " devices") + ", would be offered: "
                    + images.stream()
                            .map(image -> named(image.name(), image.id().toString()) + " with security version "
                                    + image.securityVersion())
                            .collect(Collectors.joining("; "))
                    + ".");
            if (current.isEmpty()) {
                effect.add("The group has no deployment yet.");
            }
            effect.addAll(ReplacedImages.words(current, images));
            effect.add(
                    "Devices install it after their next poll. So do devices that join the group later, which needs no approval."
                            + " To undo it, deploy the previous images.");
            return effect;
        }

        private static String named(String name, String image) {
            return name + " (" + image + ")";
        }
    }

    /**
     * Resolves the request; fails if the group or an image does not exist, or if the images do not fit the group or each other.
     *
     * @param locked whether to lock the group until the commit
     */
    public Uni<Target> target(Tx tx, boolean locked) {
        return (locked ? DeviceGroups.lock(tx, product, group) : DeviceGroups.find(tx, product, group))
                .onFailure(failure -> groupId != null
                        && failure instanceof ProblemException problem
                        && problem.type() == ProblemType.NOT_FOUND)
                .transform(failure -> gone(""))
                .invoke(this::requireSame)
                .chain(found -> DeviceGroups.scope(tx, found.id()).map(scope -> new Target(found, scope, List.of())))
                .chain(target -> DeployedImage.byId(tx, deployment.imageIds())
                        .map(images ->
                                new Target(target.group(), target.scope(), requireFitting(target.group(), images))))
                .call(target -> requireApplications(tx, target.group()))
                .call(target -> GroupRules.require(tx, target.group().id(), target.images()));
    }

    private void requireSame(GroupRef found) {
        if (groupId != null && !groupId.equals(found.id())) {
            throw gone(" and another one has its name now");
        }
    }

    private ProblemException gone(String since) {
        return ProblemException.conflict("The device group " + product + " / " + group + " of this request was deleted"
                + since + ". Reject the request and deploy to another group.");
    }

    private List<ImageView> requireFitting(GroupRef to, Map<ImageId, ImageView> found) {
        for (ImageId image : deployment.imageIds()) {
            if (!found.containsKey(image)) {
                throw ProblemException.notFound(IMAGES, "names image " + image + ", which is not in the catalog");
            }
        }
        requireCustomersOwn(found);
        requireOneOfEachComponent(found);
        if (to.policy() != UpdatePolicy.ALL) {
            throw ProblemException.conflict("Group " + to.title() + " takes no deployments (update policy "
                    + to.policy().apiName() + "). Deploy to another group.");
        }
        return found.values().stream().sorted(ORDER).toList();
    }

    private static Uni<Void> requireApplications(Tx tx, GroupRef to) {
        return tx.one(POLICY, row -> row, tx.catalog(), to.id())
                .invoke(row -> {
                    if (UpdatePolicyTexts.isSystemOnly(row)) {
                        throw ProblemException.conflict("Group " + to.title() + " takes no deployments: the policy "
                                + row.getString("policy_id")
                                + " offers only the operating system. Deploy to another group, or change the policy.");
                    }
                })
                .replaceWithVoid();
    }

    /** Fails for an image of the operating system, which only the group's OS feed delivers. */
    private static void requireCustomersOwn(Map<ImageId, ImageView> images) {
        for (ImageView image : images.values()) {
            if (!ImageRows.type(image).belongsToCustomer()) {
                throw ImageRefusal.WRONG_TYPE.problem("Image " + image.name() + " (" + image.id() + ") is of type "
                        + image.type()
                        + ". Deploy applications and board configurations only. Images of the operating system"
                        + " reach devices by their group's OS feed.");
            }
        }
    }

    private static void requireOneOfEachComponent(Map<ImageId, ImageView> images) {
        Set<Object> components = new HashSet<>();
        for (ImageView image : images.values()) {
            if (!components.add(image.component())) {
                throw ProblemException.invalid(
                                IMAGES,
                                "names two images of component " + image.component() + " (" + image.name() + ")")
                        .because(ImageRefusal.COMPONENT_TWICE.code());
            }
        }
    }
}
