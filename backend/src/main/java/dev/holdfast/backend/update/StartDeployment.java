package dev.holdfast.backend.update;

import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.db.Transactions;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.format.ManifestSet;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Deploys a customer's images to a device group, beside the operating system of its feed. The group's devices get a new
 * signed manifest set with their next poll; the newest deployment wins. However many devices there are, it writes a handful of rows.
 */
@ApplicationScoped
public class StartDeployment {
    private static final Comparator<ImageView> ORDER = Comparator.<ImageView>comparingInt(
                    image -> ImageRows.type(image).number())
            .thenComparing(ImageView::name);

    private final Transactions transactions;
    private final ManifestSigner signer;
    private final DeploymentRecords records;
    private final ListDeployments listDeployments;

    StartDeployment(
            Transactions transactions,
            ManifestSigner signer,
            DeploymentRecords records,
            ListDeployments listDeployments) {
        this.transactions = transactions;
        this.signer = signer;
        this.records = records;
        this.listDeployments = listDeployments;
    }

    /**
     * What will be deployed.
     *
     * @param id the deployment's GUID
     * @param group to which group
     * @param images in the order of installation
     * @param targets what the group's devices should run then, by part
     * @param version the version of the sets that carry it
     */
    record Plan(UUID id, GroupRef group, List<ImageView> images, List<PartTarget> targets, long version) {}

    /** Returns the deployment that began. */
    public Uni<DeploymentView> start(
            Caller caller, CatalogId catalog, String product, String group, NewDeployment request) {
        return Uni.createFrom()
                .item(() -> check(request))
                .chain(wanted -> transactions.sqlInCatalog(catalog, sql -> plan(sql, catalog, product, group, wanted)))
                .chain(plan -> signer.sign(plan.version(), plan.targets())
                        .chain(set -> transactions.sqlInCatalog(
                                catalog, sql -> records.write(sql, catalog, caller, plan, set)))
                        .chain(() -> listDeployments.one(catalog, plan.id())));
    }

    private static Set<ImageId> check(NewDeployment request) {
        new Checks()
                .size("imageIds", request.imageIds(), 1, ManifestSet.MAX_CUSTOMER_IMAGES)
                .done();
        Set<ImageId> wanted = new HashSet<>(request.imageIds());
        new Checks()
                .that(wanted.size() == request.imageIds().size(), "imageIds", "names an image twice")
                .done();
        return wanted;
    }

    private Uni<Plan> plan(Sql sql, CatalogId catalog, String product, String group, Set<ImageId> wanted) {
        return DeviceGroups.lock(sql, catalog, product, group)
                .chain(target -> DeployedImage.byId(sql, catalog, wanted)
                        .map(found -> fitting(target, wanted, found))
                        .chain(images -> OsOffer.of(sql, catalog, target.id())
                                .chain(offers -> signer.nextVersion(sql, catalog)
                                        .map(version -> plan(target, images, offers, version)))));
    }

    private static Plan plan(GroupRef group, List<ImageView> images, List<OsOffer> offers, long version) {
        UUID id = UUID.randomUUID();
        return new Plan(id, group, images, PartTarget.of(offers, new PartTarget.Customers(id, images)), version);
    }

    private static List<ImageView> fitting(GroupRef group, Set<ImageId> wanted, Map<ImageId, ImageView> found) {
        for (ImageId image : wanted) {
            if (!found.containsKey(image)) {
                throw ProblemException.invalid("imageIds", "names image " + image + ", which is not in the catalog");
            }
        }
        requireCustomersOwn(found);
        requireOneOfEachComponent(found);
        if (group.policy() == UpdatePolicy.NO_APPLICATIONS) {
            throw ProblemException.conflict(
                    "Group " + group.title() + " takes no applications from here (update policy "
                            + group.policy().apiName() + "). Deploy to another group.");
        }
        return found.values().stream().sorted(ORDER).toList();
    }

    /** The operating system is not the catalog's to choose: a deployment of it would fight with the feed. */
    private static void requireCustomersOwn(Map<ImageId, ImageView> images) {
        for (ImageView image : images.values()) {
            if (!ImageRows.type(image).belongsToCustomer()) {
                throw ProblemException.badContent("Image " + image.name() + " (" + image.id() + ") is of type "
                        + image.type() + ". A deployment has applications and board configurations only; images of the"
                        + " operating system come to devices by the OS feed of their group. Leave it out.");
            }
        }
    }

    private static void requireOneOfEachComponent(Map<ImageId, ImageView> images) {
        Set<Object> components = new HashSet<>();
        for (ImageView image : images.values()) {
            if (!components.add(image.component())) {
                throw ProblemException.invalid(
                        "imageIds", "names two images of component " + image.component() + " (" + image.name() + ")");
            }
        }
    }
}
