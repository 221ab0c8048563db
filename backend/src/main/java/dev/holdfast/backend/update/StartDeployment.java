package dev.holdfast.backend.update;

import dev.holdfast.backend.approval.ApprovalRequest;
import dev.holdfast.backend.approval.Approvals;
import dev.holdfast.backend.approval.ApprovedAct;
import dev.holdfast.backend.fleet.DeviceGroups;
import dev.holdfast.backend.fleet.GroupRef;
import dev.holdfast.backend.fleet.UpdatePolicy;
import dev.holdfast.backend.platform.audit.Approver;
import dev.holdfast.backend.platform.audit.AuditEntry;
import dev.holdfast.backend.platform.audit.AuditLog;
import dev.holdfast.backend.platform.db.CatalogId;
import dev.holdfast.backend.platform.db.Sql;
import dev.holdfast.backend.platform.problem.Checks;
import dev.holdfast.backend.platform.problem.ProblemException;
import dev.holdfast.backend.platform.tx.Transactions;
import dev.holdfast.backend.tenancy.Caller;
import dev.holdfast.backend.tenancy.authority.Scope;
import dev.holdfast.backend.update.feed.ImageRows;
import dev.holdfast.backend.update.feed.OsOffer;
import dev.holdfast.contract.id.ImageId;
import dev.holdfast.contract.operator.Reason;
import dev.holdfast.contract.operator.approval.ApprovalAct;
import dev.holdfast.contract.operator.approval.ApprovalView;
import dev.holdfast.contract.operator.deployment.DeploymentView;
import dev.holdfast.contract.operator.deployment.NewDeployment;
import dev.holdfast.contract.operator.image.ImageView;
import dev.holdfast.contract.problem.ProblemType;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Deploys a customer's images to a device group, beside the operating system of its feed. The group's devices get a new
 * signed manifest set with their next poll; the newest deployment wins. However many devices there are, it writes a handful of rows.
 */
@ApplicationScoped
public class StartDeployment implements ApprovedAct {
    private static final String PRODUCT = "product";
    private static final String GROUP = "group";
    private static final String GROUP_ID = "groupId";
    private static final String IMAGES = "imageIds";
    private static final String REASON = "reason";
    private static final Comparator<ImageView> ORDER = Comparator.<ImageView>comparingInt(
                    image -> ImageRows.type(image).number())
            .thenComparing(ImageView::name);

    private final Transactions transactions;
    private final ManifestSigner signer;
    private final DeploymentRecords records;
    private final FindDeployments findDeployments;
    private final Approvals approvals;
    private final AuditLog audit;

    StartDeployment(
            Transactions transactions,
            ManifestSigner signer,
            DeploymentRecords records,
            FindDeployments findDeployments,
            Approvals approvals,
            AuditLog audit) {
        this.transactions = transactions;
        this.signer = signer;
        this.records = records;
        this.findDeployments = findDeployments;
        this.approvals = approvals;
        this.audit = audit;
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

    /**
     * Who deploys.
     *
     * @param name who asked for it
     * @param second who approved it; null where nobody had to
     * @param reason why they asked; null where they did not say
     */
    record By(
            String name,
            @Nullable Approver second,
            @Nullable String reason) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** It began. */
        record Started(DeploymentView deployment) implements Outcome {}

        /** It waits for a second person. */
        record Waits(ApprovalView approval) implements Outcome {}
    }

    /**
     * Where it goes and what: what is kept of it while it waits.
     *
     * @param id the group that was meant; null where nobody has looked yet, and of what has waited since before it was kept
     * @param reason why; null where nobody said so
     */
    private record Wanted(
            String product,
            String group,
            @Nullable UUID id,
            Set<ImageId> images,
            @Nullable String reason) {
        /** What is kept: of a name another group can be made when the first one is deleted. */
        Map<String, Object> written(GroupRef meant) {
            Map<String, Object> written = new HashMap<>();
            written.put(PRODUCT, product);
            written.put(GROUP, group);
            written.put(GROUP_ID, meant.id().toString());
            written.put(IMAGES, images.stream().map(ImageId::toString).sorted().toList());
            if (reason != null) {
                written.put(REASON, reason);
            }
            return written;
        }

        static Wanted read(JsonObject payload) {
            return new Wanted(
                    payload.getString(PRODUCT),
                    payload.getString(GROUP),
                    payload.getString(GROUP_ID) == null ? null : UUID.fromString(payload.getString(GROUP_ID)),
                    payload.getJsonArray(IMAGES).stream()
                            .map(image -> ImageId.parse(String.valueOf(image)))
                            .collect(Collectors.toUnmodifiableSet()),
                    payload.getString(REASON));
        }

        /** Fails when the group that was meant is not there any more, or another one has its name. */
        Uni<GroupRef> meant(Uni<GroupRef> named) {
            return named.onFailure(failure -> id != null
                            && failure instanceof ProblemException problem
                            && problem.type() == ProblemType.NOT_FOUND)
                    .transform(failure -> gone(""))
                    .invoke(found -> {
                        if (id != null && !id.equals(found.id())) {
                            throw gone(", and another has its name now");
                        }
                    });
        }

        private ProblemException gone(String since) {
            return ProblemException.conflict("The device group " + product + " / " + group
                    + " that it was asked for was deleted" + since
                    + ". Reject it, and let somebody ask anew for another one.");
        }
    }

    /** What is signed before it may be written. */
    private record Prepared(Plan plan, ManifestSigner.Signed set) {}

    /** Starts it, or asks for a second person where the catalog wants two. */
    public Uni<Outcome> start(Caller caller, CatalogId catalog, String product, String group, NewDeployment request) {
        return Uni.createFrom()
                .item(() -> new Wanted(product, group, null, check(request), request.reason()))
                .chain(wanted -> transactions
                        .inCatalog(catalog, sql -> ask(sql, caller, catalog, wanted))
                        .chain(asked -> asked.isPresent()
                                ? Uni.createFrom().<Outcome>item(new Outcome.Waits(asked.get()))
                                : begin(caller, catalog, wanted).map(Outcome.Started::new)));
    }

    private Uni<DeploymentView> begin(Caller caller, CatalogId catalog, Wanted wanted) {
        return prepared(catalog, wanted)
                .chain(prepared -> transactions
                        .inCatalog(
                                catalog,
                                sql -> approvals
                                        .requireNone(sql, catalog, ApprovalAct.START_DEPLOYMENT)
                                        .chain(() -> records.write(
                                                sql,
                                                catalog,
                                                new By(caller.name(), null, wanted.reason()),
                                                prepared.plan(),
                                                prepared.set())))
                        .chain(() ->
                                findDeployments.one(catalog, prepared.plan().id())));
    }

    private Uni<Prepared> prepared(CatalogId catalog, Wanted wanted) {
        return transactions
                .inCatalog(catalog, sql -> plan(sql, catalog, wanted))
                .chain(plan -> signer.sign(plan.version(), plan.targets()).map(set -> new Prepared(plan, set)));
    }

    /** Returns what waits; empty where nobody has to approve it. */
    private Uni<Optional<ApprovalView>> ask(Sql sql, Caller caller, CatalogId catalog, Wanted wanted) {
        return approvals
                .required(sql, catalog, ApprovalAct.START_DEPLOYMENT)
                .chain(required -> required
                        ? target(sql, catalog, wanted)
                                .chain(target -> ask(sql, caller, catalog, wanted, target))
                                .map(Optional::of)
                        : Uni.createFrom().item(Optional.<ApprovalView>empty()));
    }

    private record Target(GroupRef group, List<ImageView> images) {}

    private Uni<Target> target(Sql sql, CatalogId catalog, Wanted wanted) {
        return wanted.meant(DeviceGroups.find(sql, catalog, wanted.product(), wanted.group()))
                .chain(group -> DeployedImage.byId(sql, catalog, wanted.images())
                        .map(found -> new Target(group, fitting(group, wanted.images(), found))));
    }

    private Uni<ApprovalView> ask(Sql sql, Caller caller, CatalogId catalog, Wanted wanted, Target target) {
        String summary = "Deploy "
                + target.images().stream().map(ImageView::name).collect(Collectors.joining(", ")) + " to "
                + target.group().title() + ".";
        return DescribeDeployment.effect(sql, catalog, target.group(), target.images())
                .chain(effect -> DeviceGroups.place(sql, catalog, target.group().id())
                        .chain(place -> approvals.request(
                                sql,
                                catalog,
                                caller,
                                new ApprovalRequest(
                                        ApprovalAct.START_DEPLOYMENT,
                                        target.group().title(),
                                        summary,
                                        place,
                                        wanted.written(target.group()),
                                        Objects.requireNonNullElse(wanted.reason(), ""),
                                        effect))))
                .call(() -> audit.append(
                        sql,
                        catalog,
                        AuditEntry.by(
                                        caller.name(),
                                        "StartDeployment",
                                        target.group().title(),
                                        "Asked for a second person: " + summary)
                                .because(wanted.reason())));
    }

    @Override
    public List<ApprovalAct> acts() {
        return List.of(ApprovalAct.START_DEPLOYMENT);
    }

    @Override
    public Uni<Scope> place(Sql sql, CatalogId catalog, Asked asked) {
        Wanted wanted = Wanted.read(asked.payload());
        return wanted.meant(DeviceGroups.find(sql, catalog, wanted.product(), wanted.group()))
                .chain(group -> DeviceGroups.place(sql, catalog, group.id()));
    }

    @Override
    public Uni<List<String>> effect(Sql sql, CatalogId catalog, Asked asked) {
        return target(sql, catalog, Wanted.read(asked.payload()))
                .chain(target -> DescribeDeployment.effect(sql, catalog, target.group(), target.images()));
    }

    @Override
    public Uni<Object> prepare(CatalogId catalog, Asked asked) {
        return prepared(catalog, Wanted.read(asked.payload())).map(prepared -> prepared);
    }

    @Override
    public Uni<Void> perform(Sql sql, CatalogId catalog, Approved approved) {
        Prepared prepared = (Prepared) approved.prepared();
        return records.write(
                sql,
                catalog,
                new By(
                        approved.requestedBy(),
                        approved.approvedBy(),
                        Wanted.read(approved.asked().payload()).reason()),
                prepared.plan(),
                prepared.set());
    }

    private static Set<ImageId> check(NewDeployment request) {
        Checks checks = new Checks().size("imageIds", request.imageIds(), 1, NewDeployment.MOST_IMAGES);
        if (request.reason() != null) {
            checks.line("reason", request.reason(), 1, Reason.MAX_LENGTH);
        }
        checks.done();
        Set<ImageId> wanted = new HashSet<>(request.imageIds());
        new Checks()
                .that(wanted.size() == request.imageIds().size(), "imageIds", "names an image twice")
                .done();
        return wanted;
    }

    private Uni<Plan> plan(Sql sql, CatalogId catalog, Wanted wanted) {
        return wanted.meant(DeviceGroups.lock(sql, catalog, wanted.product(), wanted.group()))
                .chain(target -> DeployedImage.byId(sql, catalog, wanted.images())
                        .map(found -> fitting(target, wanted.images(), found))
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
                throw ProblemException.notFound("imageIds", "names image " + image + ", which is not in the catalog");
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
