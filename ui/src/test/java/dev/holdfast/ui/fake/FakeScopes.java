package dev.holdfast.ui.fake;

import dev.holdfast.contract.operator.device.DeviceFacets;
import dev.holdfast.contract.operator.device.DeviceView;
import dev.holdfast.contract.operator.device.Health;
import dev.holdfast.contract.operator.identity.Me;
import dev.holdfast.contract.operator.product.DeviceGroupView;
import dev.holdfast.contract.operator.product.ProductView;
import dev.holdfast.contract.operator.rollout.RolloutStatus;
import dev.holdfast.contract.problem.Problem;
import dev.holdfast.contract.problem.ProblemType;
import dev.holdfast.ui.client.OperatorProblem;
import dev.holdfast.ui.text.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Limits the fake fleet to the scopes of the signed-in person. A role in the whole catalog has no limit. */
record FakeScopes(FakeFleet fleet, Supplier<Me> signedIn) {
    /** Index of the product in a split path: {@code catalogs/CATALOG/products/PRODUCT/groups/GROUP}. */
    private static final int PRODUCT = 3;

    /** Index of the group in a split path. */
    private static final int GROUP = 5;

    private Me me() {
        return signedIn.get();
    }

    private boolean hasOnlyScopedRoles() {
        Me me = me();
        return me.catalogs().isEmpty()
                && !me.installationOwner()
                && !me.scopedRoles().isEmpty();
    }

    /** Refuses a request for a resource outside the person's scopes. {@code path} has the segments of the request path. */
    void refuse(String[] path) {
        if (hasOnlyScopedRoles() && path[0].equals("catalogs") && (path.length < PRODUCT || !isTheirs(path))) {
            throw new OperatorProblem(Problem.of(
                    ProblemType.FORBIDDEN,
                    "This operation requires one of the roles OWNER, READER in catalog contoso; your role covers only"
                            + " some of its products or device groups.",
                    "req-403"));
        }
    }

    /** Returns whether a resource of a catalog is open to scoped roles. Lists are open, because they show only what is in scope. */
    private boolean isTheirs(String[] path) {
        String what = String.join("/", Arrays.asList(path).subList(2, path.length));
        if (List.of("approvals", "device-jobs").contains(path[2])
                || List.of("exports/devices.csv", "exports/devices.ndjson", "devices", "devices/facets", "products")
                        .contains(what)) {
            return true;
        }
        return switch (path[2]) {
            case "rollouts" ->
                path.length > PRODUCT
                        && Arrays.stream(RolloutStatus.values())
                                .map(state -> FakeRolloutViews.of(fleet, state, 0, false, false))
                                .filter(rollout -> rollout.id().toString().equals(path[PRODUCT]))
                                .anyMatch(rollout -> covers(rollout.product(), rollout.group()));
            case "devices" ->
                devices().stream().anyMatch(device -> device.id().text().equals(path[PRODUCT]));
            case "products" ->
                path.length > GROUP
                        ? covers(path[PRODUCT], path[GROUP])
                        : covers(path[PRODUCT], null) || (what.endsWith("/groups") && coversPartOf(path[PRODUCT]));
            default -> false;
        };
    }

    /** Returns whether the person has a role in the product or in one of its groups. */
    private boolean coversPartOf(String product) {
        return me().scopedRoles().stream().anyMatch(scoped -> scoped.product().equals(product));
    }

    /** Returns whether a group is in the person's scopes. A null group means the whole product. */
    private boolean covers(String product, @Nullable String group) {
        return me().scopedRoles().stream()
                .filter(scoped -> scoped.product().equals(product))
                .anyMatch(scoped -> scoped.group() == null || scoped.group().equals(group));
    }

    /** Returns the devices in the person's scopes. */
    List<DeviceView> devices() {
        return !hasOnlyScopedRoles()
                ? fleet.devices()
                : fleet.devices().stream()
                        .filter(device -> covers(device.product(), device.group()))
                        .toList();
    }

    /** Returns the products that are completely or partly in the person's scopes, with the number of visible devices. */
    List<ProductView> products() {
        return !hasOnlyScopedRoles()
                ? fleet.products()
                : fleet.products().stream()
                        .filter(product -> coversPartOf(product.name()))
                        .map(product -> new ProductView(
                                product.name(), product.description(), count(product.name()), product.createdAt()))
                        .toList();
    }

    private long count(String product) {
        return devices().stream()
                .filter(device -> device.product().equals(product))
                .count();
    }

    /** Returns the groups of a product in the person's scopes. */
    List<DeviceGroupView> groups(String product) {
        return !hasOnlyScopedRoles()
                ? fleet.groups(product)
                : fleet.groups(product).stream()
                        .filter(group -> covers(product, group.name()))
                        .toList();
    }

    /** Returns the counts of devices in the person's scopes, or null for a role in the whole catalog. */
    @Nullable
    DeviceFacets facets() {
        return !hasOnlyScopedRoles()
                ? null
                : new DeviceFacets(
                        List.of(
                                facet("health", "is", device -> label(device.health())),
                                facet("product", "product", DeviceView::product),
                                facet("group", "group", DeviceView::group)),
                        FakeFleet.now());
    }

    private DeviceFacets.Facet facet(String name, String field, Function<DeviceView, String> kind) {
        return new DeviceFacets.Facet(
                name,
                devices().stream().collect(Collectors.groupingBy(kind, Collectors.counting())).entrySet().stream()
                        .map(counted -> new DeviceFacets.Value(
                                counted.getKey(), field + ":\"" + counted.getKey() + "\"", counted.getValue()))
                        .toList());
    }

    private static String label(Health health) {
        return Texts.word(health).toLowerCase(Locale.ROOT);
    }
}
